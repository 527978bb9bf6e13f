import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hourglass, root, startHourglass, untilExit } from '../support/hourglass.ts';
import { parseSummary, type RunRecord, runSchema } from '../support/records.ts';
import { allWithin, bounds, compare, epochMeans } from './compare.ts';
import { drawCurves } from './draw-curves.ts';
import { writeReport } from './report.ts';
import seedProgram from './seed-program.json' with { type: 'json' };

/** Trains the seed program with three seeds in a separate home and writes the report. A repeated call trains only what is missing. */
const { values } = parseArgs({ options: { home: { type: 'string', default: join(root, '.hourglass', 'fidelity') } } });

const sweeping = startHourglass(['sweep', 'tests/fidelity/seeds.yaml', '--json', '--home', values.home]);
sweeping.stderr?.pipe(process.stderr);
sweeping.stdout?.on('data', (chunk: Buffer) => process.stderr.write(chunk));
const { stdout, exitCode } = await untilExit(sweeping);
if (exitCode !== 0) throw new Error(`the sweep ended with exit code ${exitCode}`);

const runs: RunRecord[] = [];
for (const { id } of parseSummary(stdout).runs) {
  runs.push(runSchema.parse(JSON.parse((await hourglass('runs', 'show', id, '--json', '--home', values.home)).stdout)));
}
const trained = runs.filter(({ kind }) => kind === 'run');
const baselines = runs.filter(({ kind }) => kind === 'baseline');
const rows = compare(epochMeans(trained), bounds);
await mkdir(join(root, 'docs', 'images'), { recursive: true });
await writeFile(join(root, 'docs', 'images', 'fidelity.svg'), drawCurves(trained, seedProgram.test_mean_cost_per_image, baselines));
await writeFile(join(root, 'docs', 'fidelity.md'), writeReport({ rows, trained, baselines }));
process.stdout.write(
  `${rows.map(({ epoch, measured, reference, within }) => `epoch ${epoch}: ${measured.toFixed(3)}, reference ${reference}: ${within ? 'within bounds' : 'OUT OF BOUNDS'}`).join('\n')}\n`,
);
process.exitCode = allWithin(rows) ? 0 : 1;
