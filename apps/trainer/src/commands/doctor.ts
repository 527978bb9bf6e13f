import { loadDataset, type Samples } from '@hourglass/datasets';
import { type Engine, type EngineInspection, type ExecutorUse, type GraphExecutor, inspectEngine, loadEngine } from '@hourglass/engine';
import { runConfigSchema, train } from '@hourglass/model';
import { formatCost, formatCount } from '@hourglass/presentation';
import { typicalWorkerBytes } from '@hourglass/sweeps';
import { printOutput } from '../json/print-output.ts';
import { addressSpaceProblem } from '../machine/address-space.ts';
import { decideWorkers, type WorkersDecision } from '../machine/decide-workers.ts';
import { readMachineLimits } from '../machine/machine-limits.ts';
import { print } from '../terminal/print.ts';
import type { CommonOptions } from './options.ts';

/** Steps of an epoch; the first epoch warms up, the second is timed. */
const timedSteps = 200;
const seedBatch = 20;

/** Says what engine there is, how fast it is, and what to do about every problem. */
export async function doctor(options: CommonOptions): Promise<void> {
  const engine = await loadEngine({ threads: 1 });
  const inspection = await inspectEngine(engine);
  const session = await timeSeedStep(engine, 'session');
  const xla = await timeSeedStep(engine, 'xla');
  const seedSteps = [session, ...(xla.executor.name === 'eager' ? [] : [xla])];
  const seedStepMilliseconds = session.milliseconds;
  const limits = readMachineLimits();
  const workers = decideWorkers(limits, typicalWorkerBytes);
  const addresses = addressSpaceProblem(limits);
  if (options.json) printOutput('doctor', { ...inspection, seedStepMilliseconds, seedSteps, limits, workers });
  else print(describe(inspection, { seedSteps, workers, addresses }));
}

interface MachineFindings {
  /** One for each executor of the engine. */
  readonly seedSteps: readonly SeedStep[];
  readonly workers: WorkersDecision;
  /** What is wrong with the addresses that a process may have; null where nothing is. */
  readonly addresses: string | null;
}

function describe(
  { report, librarySource, cacheFolder, system, sgemmGflops, problems }: EngineInspection,
  { seedSteps, workers, addresses }: MachineFindings,
): string {
  const library = report.libraryVersion === null ? 'none' : `TensorFlow ${report.libraryVersion}, ${librarySource}`;
  const facts: readonly (readonly [string, string])[] = [
    ['engine', `${report.name}, TensorFlow.js ${report.version}, ${report.threads} thread`],
    ['library', library],
    ...(report.libraryPath === null ? [] : [['found in', report.libraryPath] as const]),
    ['cache', cacheFolder],
    ['system', `${system}, Node ${process.versions.node}`],
    ['sgemm', `${formatCount(sgemmGflops)} GFLOP/s on ${report.threads} thread`],
    ...seedSteps.map((step) => ['seed step', describeSeedStep(step)] as const),
    ['workers', `${workers.workers} by default: ${workers.because}`],
  ];
  const found = facts.map(([name, text]) => `${name.padEnd(10)}${text}`);
  const wrong = [
    ...problems.flatMap(({ problem, remedy }) => ['', `! ${problem}`, `  ${remedy}`]),
    ...(addresses === null ? [] : ['', `! ${addresses}`]),
  ];
  return [...found, ...(wrong.length === 0 ? ['', 'No problems found.'] : wrong)].join('\n');
}

/** A timed step of the seed's network. */
interface SeedStep {
  readonly executor: ExecutorUse;
  readonly milliseconds: number;
  /** Seconds that compiling took; null where nothing was compiled. */
  readonly compilingSeconds: number | null;
}

function describeSeedStep({ executor, milliseconds, compilingSeconds }: SeedStep): string {
  const compiled = compilingSeconds === null ? '' : `, after ${formatCost(compilingSeconds)} s of compiling`;
  const why = executor.reason === null ? '' : `; xla is not used: ${executor.reason}`;
  return `${formatCost(milliseconds)} ms by ${executor.name} (784-256-256-64-32, tied, batch ${seedBatch}, Adam)${compiled}${why}`;
}

/** Times one step of the seed's network on real MNIST. */
async function timeSeedStep(engine: Engine, executor: GraphExecutor): Promise<SeedStep> {
  const { train: samples, sampleShape } = await loadDataset('mnist');
  const one = firstOf(samples, 1);
  const data = { sampleShape, train: firstOf(samples, timedSteps * seedBatch), validation: one, test: one, probes: new Int32Array() };
  const config = runConfigSchema.parse({ dimensions: [784, 256, 256, 64, 32], batchSize: seedBatch, epochs: 2 });
  const step = { executor: { name: executor, reason: null } as ExecutorUse, milliseconds: Number.NaN };
  let compilingSince: number | null = null;
  let compilingSeconds: number | null = null;
  for await (const event of train(config, data, { engine, executor, seed: 0, now: () => performance.now() })) {
    if (event.kind === 'compiling') compilingSince = performance.now();
    if (event.kind === 'executor') {
      step.executor = event.executor;
      if (compilingSince !== null) compilingSeconds = (performance.now() - compilingSince) / 1000;
    }
    if (event.kind === 'epoch') step.milliseconds = (event.seconds * 1000) / timedSteps;
  }
  return { ...step, compilingSeconds };
}

function firstOf(samples: Samples, count: number): Samples {
  return { ...samples, count, values: samples.values.subarray(0, count * samples.size) };
}
