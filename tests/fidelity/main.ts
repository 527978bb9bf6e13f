import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hourglass, root, startHourglass, untilExit } from '../support/hourglass.ts';
import { parseSummary, type RunRecord, runSchema } from '../support/records.ts';
import { allWithin, compare } from './compare.ts';
import { drawCurves } from './draw-curves.ts';
import {
  colourExample,
  convolutionalExample,
  convolutionalProgram,
  deepExample,
  publishedVariationalProgram,
  quantizedProgram,
  type ReferenceProgram,
  recurrentProgram,
  seedInSession,
  seedProgram,
  variationalProgram,
} from './programs.ts';
import { type Findings, writeReport } from './report.ts';
import seedReference from './seed-program.json' with { type: 'json' };

/** Trains each reference program with three seeds in a separate home and writes the report. A repeated call trains only what is missing. */
const { values } = parseArgs({ options: { home: { type: 'string', default: join(root, '.hourglass', 'fidelity') } } });

async function measure(program: ReferenceProgram): Promise<Findings> {
  const sweeping = startHourglass(['sweep', program.spec, '--json', '--home', values.home]);
  sweeping.stderr?.pipe(process.stderr);
  sweeping.stdout?.on('data', (chunk: Buffer) => process.stderr.write(chunk));
  const { stdout, exitCode } = await untilExit(sweeping);
  if (exitCode !== 0) throw new Error(`the sweep of ${program.spec} ended with exit code ${exitCode}`);
  const runs: RunRecord[] = [];
  for (const { id } of parseSummary(stdout).runs) {
    runs.push(runSchema.parse(JSON.parse((await hourglass('runs', 'show', id, '--json', '--home', values.home)).stdout)));
  }
  const trained = runs.filter(({ kind }) => kind === 'run');
  const executors = new Set(trained.map(({ executor }) => executor?.name));
  if (program.executor !== undefined && [...executors].join() !== program.executor) {
    throw new Error(`${program.title} ran in ${[...executors].join()}, not in ${program.executor}`);
  }
  const rows = compare(trained, program.bounds);
  return { program, rows, trained, baselines: runs.filter(({ kind }) => kind === 'baseline') };
}

const ofSeed = await measure(seedProgram);
const found = [ofSeed];
for (const program of [
  seedInSession,
  convolutionalProgram,
  convolutionalExample,
  colourExample,
  deepExample,
  variationalProgram,
  publishedVariationalProgram,
  quantizedProgram,
  recurrentProgram,
]) {
  found.push(await measure(program));
}
await mkdir(join(root, 'docs', 'images'), { recursive: true });
const curves = drawCurves(ofSeed.trained, seedReference.test_mean_cost_per_image, ofSeed.baselines);
await writeFile(join(root, 'docs', 'images', 'fidelity.svg'), curves);
await writeFile(join(root, 'docs', 'fidelity.md'), writeReport(found));
for (const { program, rows } of found) {
  for (const { epoch, metric, measured, reference, within } of rows) {
    const verdict = within ? 'within bounds' : 'OUT OF BOUNDS';
    process.stdout.write(`${program.title}, ${metric} of epoch ${epoch}: ${measured.toFixed(3)}, reference ${reference}: ${verdict}\n`);
  }
}
process.exitCode = found.every(({ rows }) => allWithin(rows)) ? 0 : 1;
