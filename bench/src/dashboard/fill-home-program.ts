import { join } from 'node:path';
import { openStore, type Store } from '@hourglass/db';
import { generateRuns } from '@hourglass/db/testing/generate-runs';
import { generateSweeps } from '@hourglass/db/testing/generate-sweeps';
import { z } from 'zod';
import { type FilledHome, type HomeContent, homeNames, homes } from './homes.ts';
import { addLongSweep } from './long-sweep.ts';
import { writeRunList } from './run-list.ts';

// Fills a home: `node fill-home-program.ts NAME HOME`. Prints which sweep has curves and the path of the list of all runs.
const [name, home] = z.tuple([z.enum(homeNames), z.string()]).parse(process.argv.slice(2));
const content: HomeContent = homes[name];

type Filled = Omit<FilledHome, 'home'>;
const store = await openStore({ home, mode: 'write' });
try {
  process.stdout.write(JSON.stringify('sweeps' in content ? await fillSweeps() : await fillRuns(content)));
} finally {
  await store.close();
}

async function fillSweeps(): Promise<Filled> {
  if ('sweeps' in content) await generateSweeps(store, content);
  const newest = (await store.sweeps.list({ limit: 2 })).sweeps;
  const [run, otherRun] = (await Promise.all(newest.map(({ id }) => store.runs.list({ sweep: id, kind: 'run' })))).flat();
  if (run === undefined || otherRun === undefined) throw new Error('The home was not filled.');
  return { sweep: run.sweep, run: run.id, otherRun: otherRun.id, curves: [], list: '' };
}

async function fillRuns(filled: Exclude<HomeContent, { readonly sweeps: number }>): Promise<Filled> {
  if ('longRuns' in filled) await addLongSweep(store, filled);
  else await generateRuns(store, { ...filled, onProgress: () => {} });
  const curves = await withCurves(store, 'longRuns' in filled ? filled.longRuns : filled.curves);
  const list = join(home, 'runs.json');
  if (name === 'few') await writeRunList(store, { list, curves: new Set(curves) });
  const [run, otherRun] = curves;
  if (run === undefined || otherRun === undefined) throw new Error('The home was not filled.');
  return { sweep: (await store.runs.get(run)).sweep, run, otherRun, curves, list };
}

/** The first runs, which have curves. All belong to one sweep. */
async function withCurves({ runs }: Store, count: number): Promise<readonly string[]> {
  return (await runs.list({ kind: 'run' })).slice(0, count).map(({ id }) => id);
}
