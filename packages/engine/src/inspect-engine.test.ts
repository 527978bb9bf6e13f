import { expect, it } from 'vitest';
import { inspectEngine } from './inspect-engine.ts';
import { loadEngine } from './load-engine.ts';

it('finds the provided library, measures its rate and reports no problem', async () => {
  const inspection = await inspectEngine();
  expect(inspection).toMatchObject({ report: { name: 'tensorflow', libraryVersion: '2.21.0' }, problems: [] });
  expect(inspection.librarySource).toBe('from the pinned wheel tensorflow-cpu 2.21.0');
  expect(inspection.report.libraryPath).toContain(inspection.cacheFolder);
  expect(inspection.sgemmGflops).toBeGreaterThan(0);
});

it('inspects the engine that is passed in', async () => {
  const inspection = await inspectEngine(await loadEngine({ only: 'cpu' }));
  expect(inspection).toMatchObject({ report: { name: 'cpu' }, librarySource: null });
});
