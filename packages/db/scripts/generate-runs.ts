import { parseArgs } from 'node:util';
import { openStore } from '../src/open-store.ts';
import { generateRuns } from '../src/testing/generate-runs.ts';
import { generateSweeps } from '../src/testing/generate-sweeps.ts';

/*
 * Fills a home with synthetic runs of realistic shape, to test the dashboard under load:
 *   npm run generate-runs -- --home /tmp/many --runs 2000 --extra-values 0 --curves 10
 * or with many small sweeps:
 *   npm run generate-runs -- --home /tmp/wide --sweeps 20000 --runs 1
 */

const { values } = parseArgs({
  options: {
    home: { type: 'string' },
    sweeps: { type: 'string' },
    runs: { type: 'string', default: '2000' },
    'extra-values': { type: 'string', default: '0' },
    curves: { type: 'string', default: '10' },
  },
});
if (values.home === undefined) throw new Error('--home: missing; name a folder; it is created if it does not exist.');
const store = await openStore({ home: values.home, mode: 'write' });
try {
  if (values.sweeps !== undefined) {
    await generateSweeps(store, { sweeps: Number(values.sweeps), runsPerSweep: Number(values.runs) });
  } else {
    await generateRuns(store, {
      runs: Number(values.runs),
      extraValues: Number(values['extra-values']),
      curves: Number(values.curves),
      onProgress: (runs) => {
        if (runs % 500 === 0) process.stdout.write(`${runs} runs\n`);
      },
    });
  }
} finally {
  await store.close();
}
