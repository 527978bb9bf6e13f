import { join } from 'node:path';
import { openStore, type Store } from '@hourglass/db';
import { generateRuns } from '@hourglass/db/testing/generate-runs';
import { z } from 'zod';
import { homeNames, homes } from './homes.ts';
import { addLongSweep } from './long-sweep.ts';
import { writeRunList } from './run-list.ts';

// Fills a home: `node fill-home-program.ts NAME HOME`. Tells which sweep has curves, and where the list of all runs is.
const [name, home] = z.tuple([z.enum(homeNames), z.string()]).parse(process.argv.slice(2));
const content = homes[name];
const store = await openStore({ home, mode: 'write' });
try {
  if ('longRuns' in content) await addLongSweep(store, content);
  else await generateRuns(store, { ...content, onProgress: () => {} });
  const curves = await withCurves(store, 'longRuns' in content ? content.longRuns : content.curves);
  const list = join(home, 'runs.json');
  if (name === 'few') await writeRunList(store, { list, curves: new Set(curves) });
  process.stdout.write(JSON.stringify({ sweep: (await store.runs.get(curves[0] ?? '')).sweep, curves, list }));
} finally {
  await store.close();
}

/** The first so many runs, which have curves; they are of one sweep. */
async function withCurves({ runs }: Store, count: number): Promise<readonly string[]> {
  return (await runs.list({ kind: 'run' })).slice(0, count).map(({ id }) => id);
}
