import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArguments } from './arguments.ts';
import type { Bench } from './bench.ts';
import { dashboard } from './dashboard/dashboard.ts';
import { BenchError } from './errors.ts';
import { firstStart } from './first-start/first-start.ts';
import { describeMachine } from './measuring/machine.ts';
import { describeRun } from './reporting/describe-run.ts';
import { replaceSection } from './reporting/document.ts';
import { scale } from './scale/scale.ts';
import { step } from './step/step.ts';
import { sweep } from './sweep/sweep.ts';

const names = ['first-start', 'step', 'sweep', 'scale', 'dashboard'] as const;
const benches: Readonly<Record<(typeof names)[number], Bench>> = {
  'first-start': firstStart,
  step,
  sweep,
  scale,
  dashboard,
};
const docs = join(import.meta.dirname, '..', '..', 'docs');

function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function main(): Promise<void> {
  const { name, json, only, rounds: requestedRounds } = parseArguments(process.argv.slice(2), names);
  const bench = benches[name];
  const rounds = requestedRounds ?? bench.defaultRounds;
  const machine = describeMachine();
  const folder = await mkdtemp(join(tmpdir(), 'hourglass-bench-'));
  try {
    const { data, markdown, images } = await bench.measure({ rounds, only, machine, folder, note });
    const section = `${describeRun({ name, rounds, machine, date: new Date() })}\n\n${markdown}`;
    const printed = json ? JSON.stringify({ bench: name, rounds, machine, measured: data }) : section;
    process.stdout.write(`${printed}\n`);
    // A part does not replace the figures of the whole.
    if (only !== null) return;
    await mkdir(join(docs, 'images'), { recursive: true });
    for (const [file, svg] of Object.entries(images)) await writeFile(join(docs, 'images', file), svg);
    const document = join(docs, 'measurements.md');
    await writeFile(document, replaceSection(await readFile(document, 'utf8'), name, section));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  note(error instanceof BenchError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = error instanceof BenchError && error.code === 'BAD_INPUT' ? 2 : 1;
}
