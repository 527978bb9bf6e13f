import type { CompiledProgram, Engine, ExecutorUse, GraphExecutor, ResidentSamples } from '@hourglass/engine/contract';
import { entry, floatAt } from '../checked.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { describeNetwork, familyConfigOf, type RunConfig, stepsPerEpoch } from '../config.ts';
import { ModelError } from '../errors.ts';
import { permutation, random } from '../random.ts';
import { chooseExecutor } from './choose-executor.ts';
import { allRows, mean, sum } from './evaluate.ts';
import type { TrainEvent } from './events.ts';
import { compileTraining } from './program.ts';
import { requireFiniteCosts, requireFiniteEvaluation } from './require-finite.ts';
import { stepInputs } from './step-inputs.ts';
import { trainingFunctions } from './training-functions.ts';

export interface TrainingData {
  /** Of one sample, for example `[28, 28]`. */
  readonly sampleShape: readonly number[];
  readonly train: ResidentSamples;
  /** Without samples, no epoch has a validation cost, and no epoch is the best. */
  readonly validation: ResidentSamples;
  readonly test: ResidentSamples;
  /** Rows of the test samples that every run reconstructs. */
  readonly probes: Int32Array;
}

export interface TrainingContext {
  readonly engine: Engine;
  readonly seed: number;
  /** Stops training after the current call of at most `stepsPerCall` steps, with a last checkpoint. */
  readonly signal?: AbortSignal;
  readonly resumeFrom?: Checkpoint;
  /** The executor of the steps before a resume. If omitted, it depends on the configuration and the number of samples. */
  readonly executor?: GraphExecutor;
  /** Maximum number of steps between two checks of the signal. If omitted, it depends on the configuration. */
  readonly stepsPerCall?: number;
  /** Milliseconds between checkpoints within an epoch. The end of every epoch has a checkpoint, too. */
  readonly checkpointEvery?: number;
  /** A monotonic clock, in milliseconds. */
  readonly now: () => number;
}

/** Target number of floating-point operations per call of the engine: some tens of milliseconds on one core. */
const operationsPerCall = 2e9;
const maxStepsPerCall = 100;

/** Steps per call, if possible a multiple of the 4 steps that engines run at once. Does not influence the results. */
function stepsPerCallOf(config: RunConfig, sampleShape: readonly number[]): number {
  const operations = config.batchSize * describeNetwork(config, sampleShape).flops;
  const steps = Math.min(maxStepsPerCall, Math.max(1, Math.floor(operationsPerCall / operations)));
  return steps < 4 ? steps : steps - (steps % 4);
}

/**
 * Trains one configuration with one seed. Batches are drawn in a new order every epoch and the last partial batch is
 * dropped. An abort ends the generator after a `checkpoint`; a run resumed from it, on the same engine and library,
 * ends with the same bits as one that was never interrupted.
 *
 * @throws ModelError COST_NOT_FINITE with the step and the learning rate, after the costs of the steps before: if the cost of a step is not finite,
 *   or a cost that is evaluated after an epoch's last update; such an epoch has no `epoch` event
 * @throws ModelError EXECUTOR_CHANGED if a resumed run needs an executor that does not work here
 * @throws ModelError DATA_MISMATCH if the dimensions or the batch size do not match the samples
 */
export async function* train(config: RunConfig, data: TrainingData, context: TrainingContext): AsyncGenerator<TrainEvent, void> {
  requireFit(config, data);
  const { engine, seed, signal, resumeFrom, now } = context;
  const { stepsPerCall = stepsPerCallOf(config, data.sampleShape), checkpointEvery = Number.POSITIVE_INFINITY } = context;
  const { costs, reconstructions } = trainingFunctions(config, data.sampleShape);
  const executor = context.executor ?? chooseExecutor(config, data.sampleShape, data.train.count);
  const program = compileTraining(engine, config, { seed, executor }, data);
  try {
    if (!program.isPrepared()) {
      yield { kind: 'compiling' };
      await program.prepare();
    }
    requireExecutor(program.executor(), context);
    yield { kind: 'executor', executor: program.executor() };
    if (resumeFrom !== undefined) program.write(resumeFrom.state);
    const perEpoch = stepsPerEpoch(config, data.train.count);
    const totalSteps = perEpoch * config.epochs;
    let step = resumeFrom?.step ?? 0;
    let epochCostSum = resumeFrom?.epochCostSum ?? 0;
    let epochSeconds = resumeFrom?.epochSeconds ?? 0;
    let lastCheckpoint = now();

    while (step < totalSteps) {
      const epochStart = step - (step % perEpoch);
      const epochEnd = epochStart + perEpoch;
      const epoch = epochEnd / perEpoch;
      const order = permutation(data.train.count, random(seed, 'order', epoch));
      const rowsOf = (from: number, to: number) =>
        order.subarray((from - epochStart) * config.batchSize, (to - epochStart) * config.batchSize);

      while (step < epochEnd) {
        if (signal?.aborted) {
          yield await takeCheckpoint(program, { epoch: epoch - 1, step, epochCostSum, epochSeconds });
          return;
        }
        const range = { from: step, count: Math.min(stepsPerCall, epochEnd - step), stepsPerEpoch: perEpoch, totalSteps };
        const started = now();
        const feeds = { rows: { x: rowsOf(step, step + range.count) }, inputs: stepInputs(config, range), firstStep: step };
        const metrics = await program.run([{ phase: 'train', steps: range.count }], { train: feeds });
        const batchCosts = entry(entry(metrics, 'train'), 'cost');
        epochSeconds += (now() - started) / 1000;
        yield { kind: 'costs', firstStep: step + 1, costsPerSample: batchCosts.map((cost) => cost / config.batchSize) };
        requireFiniteCosts(batchCosts, config, range, data.train);
        epochCostSum += sum(batchCosts);
        step += range.count;
        if (step < epochEnd && now() - lastCheckpoint >= checkpointEvery) {
          yield await takeCheckpoint(program, { epoch: epoch - 1, step, epochCostSum, epochSeconds });
          lastCheckpoint = now();
        }
      }

      const costsOf = async (samples: ResidentSamples, rows: Int32Array) => entry(await program.evaluate(costs, samples, rows), 'cost');
      const testCosts = await costsOf(data.test, allRows(data.test));
      const testCostPerSample = mean(testCosts);
      const lastBatchCost = sum(await costsOf(data.train, rowsOf(epochEnd - 1, epochEnd)));
      const validation = data.validation.count === 0 ? null : { cost: mean(await costsOf(data.validation, allRows(data.validation))) };
      requireFiniteEvaluation(
        [
          { subject: 'The cost of the last batch', value: lastBatchCost },
          ...(validation === null ? [] : [{ subject: 'The validation cost', value: validation.cost }]),
          { subject: 'The test cost', value: testCostPerSample },
        ],
        config,
        { from: epochEnd - 1, count: 1, stepsPerEpoch: perEpoch, totalSteps },
        data.train,
      );
      yield {
        kind: 'epoch',
        epoch,
        step,
        metrics: {
          train: { batchCost: lastBatchCost, cost: epochCostSum / (perEpoch * config.batchSize) },
          ...(validation === null ? {} : { validation }),
          test: { cost: testCostPerSample },
        },
        seconds: epochSeconds,
      };
      yield {
        kind: 'reconstructions',
        epoch,
        reconstructions: entry(await program.evaluate(reconstructions, data.test, data.probes), 'reconstruction'),
        costs: Float32Array.from(data.probes, (row) => floatAt(testCosts, row)),
        testCosts,
      };
      if (step === totalSteps) yield { kind: 'result', testCosts };
      epochCostSum = 0;
      epochSeconds = 0;
      yield await takeCheckpoint(program, { epoch, step, epochCostSum, epochSeconds });
      lastCheckpoint = now();
    }
  } finally {
    program.dispose();
  }
}

/** Steps of another executor would compute different bits than those before the checkpoint. */
function requireExecutor({ name, reason }: ExecutorUse, { executor, resumeFrom }: TrainingContext): void {
  if (resumeFrom === undefined || executor === undefined || name === executor || name === 'eager') return;
  throw new ModelError(
    'EXECUTOR_CHANGED',
    `The run's steps were computed by ${executor}, which can't resume here: ${reason} ${name} would compute different bits. Resume where ${executor} works, or start over with \`runs retry --from-start\`.`,
  );
}

async function takeCheckpoint(
  program: CompiledProgram,
  { epoch, ...progress }: { epoch: number } & Omit<Checkpoint, 'state'>,
): Promise<TrainEvent> {
  return { kind: 'checkpoint', epoch, checkpoint: { ...progress, state: await program.read() } };
}

function requireFit(config: RunConfig, { sampleShape, train: { count } }: TrainingData): void {
  const shapeProblem = familyConfigOf(config.family).shapeProblem(config, sampleShape);
  if (shapeProblem !== null) throw new ModelError('DATA_MISMATCH', `${shapeProblem}.`);
  if (config.batchSize > count) {
    throw new ModelError(
      'DATA_MISMATCH',
      `batchSize: received ${config.batchSize}, but there are ${count} training samples; it must be at most ${count}.`,
    );
  }
}
