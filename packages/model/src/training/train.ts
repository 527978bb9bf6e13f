import type { CompiledProgram, Engine, ExecutorUse, GraphExecutor, ResidentSamples } from '@hourglass/engine/contract';
import { entry, floatAt } from '../checked.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { leastSamplesOf } from '../codes/code-config.ts';
import { conditionSize } from '../conditions/condition-config.ts';
import { labelInputs, labelName } from '../conditions/one-hot.ts';
import { describeNetwork, familyConfigOf, type RunConfig, stepsPerEpoch } from '../config.ts';
import { ModelError } from '../errors.ts';
import { recordedSourcesOf } from '../generation/code-sources.ts';
import { mapValues } from '../map-values.ts';
import { permutation, random } from '../random.ts';
import { chooseExecutor } from './choose-executor.ts';
import { decodeFigures, testCodesOf, trainCodesOf } from './codes.ts';
import { addSteps, type EpochTotals, epochMetrics } from './epoch-totals.ts';
import { sum } from './evaluate.ts';
import { evaluatePart, importanceWeightedLogLikelihood } from './evaluate-part.ts';
import type { TrainEvent } from './events.ts';
import { compileTraining } from './program.ts';
import { evaluatedMetrics, requireFiniteEvaluation, requireFiniteSteps } from './require-finite.ts';
import { stepInputs } from './step-inputs.ts';
import type { Labels, TrainingData } from './training-data.ts';
import { trainingFunctions } from './training-functions.ts';

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
const maxStepsPerCall = 1_000;

/** Steps per call, if possible a multiple of the 4 steps that engines run at once. Does not influence the results. */
function stepsPerCallOf(config: RunConfig, sampleShape: readonly number[]): number {
  const operations = config.batchSize * describeNetwork(config, sampleShape).flops;
  const steps = Math.min(maxStepsPerCall, Math.max(1, Math.floor(operationsPerCall / operations)));
  return steps < 4 ? steps : steps - (steps % 4);
}

/**
 * Trains one configuration with one seed. Batches are drawn in a new order every epoch and the last partial batch is dropped. An abort ends the
 * generator after a `checkpoint`, or without one while the last epoch is evaluated. A run resumed from its last checkpoint, on the same engine and
 * library, ends with the same bits as one that was never interrupted.
 *
 * @throws ModelError COST_NOT_FINITE with the metric, the step and the learning rate, after the metrics of the steps before: if a metric of a step is
 *   not finite, or one that is evaluated after an epoch's last update; such an epoch has no `epoch` event
 * @throws ModelError EXECUTOR_CHANGED if a resumed run needs an executor that does not work here
 * @throws ModelError DATA_MISMATCH if the dimensions or the batch size do not match the samples
 */
export async function* train(config: RunConfig, given: TrainingData, context: TrainingContext): AsyncGenerator<TrainEvent, void> {
  requireFit(config, given);
  const { labels: _, ...unlabelled } = given;
  const classes = conditionSize(config.condition);
  const data: TrainingData = classes === 0 ? unlabelled : given;
  const labelsOf = (part: keyof Labels, rows: Int32Array) => labelInputs(data.labels?.[part] ?? null, classes, rows);
  const { engine, seed, signal, resumeFrom, now } = context;
  const { stepsPerCall = stepsPerCallOf(config, data.sampleShape), checkpointEvery = Number.POSITIVE_INFINITY } = context;
  const functions = trainingFunctions(config, data.sampleShape);
  const evaluation = { config, sampleShape: data.sampleShape, seed, trainCount: data.train.count };
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
    let epochSums: EpochTotals = { ...resumeFrom?.epochSums };
    let epochSeconds = resumeFrom?.epochSeconds ?? 0;
    let lastCheckpoint = now();
    const batchRows = (rows: Int32Array) => ({ x: rows, ...(classes === 0 ? {} : { [labelName]: rows }) });
    const progress = () => ({ step, epochSums, epochSeconds });

    while (step < totalSteps) {
      const epochStart = step - (step % perEpoch);
      const epochEnd = epochStart + perEpoch;
      const epoch = epochEnd / perEpoch;
      const order = permutation(data.train.count, random(seed, 'order', epoch));
      const rowsOf = (from: number, to: number) =>
        order.subarray((from - epochStart) * config.batchSize, (to - epochStart) * config.batchSize);

      while (step < epochEnd) {
        if (signal?.aborted) {
          yield await takeCheckpoint(program, { epoch: epoch - 1, ...progress() });
          return;
        }
        const range = { from: step, count: Math.min(stepsPerCall, epochEnd - step), stepsPerEpoch: perEpoch, totalSteps };
        const started = now();
        const inputs = stepInputs(config, range, data.train.count);
        const feeds = { rows: batchRows(rowsOf(step, step + range.count)), inputs, firstStep: step };
        const metrics = entry(await program.run([{ phase: 'train', steps: range.count }], { train: feeds }), 'train');
        epochSeconds += (now() - started) / 1000;
        yield {
          kind: 'steps',
          firstStep: step + 1,
          metrics: mapValues(metrics, (values) => values.map((value) => value / config.batchSize)),
        };
        requireFiniteSteps(metrics, config, range, data.train);
        epochSums = addSteps(epochSums, metrics);
        step += range.count;
        if (step < epochEnd && now() - lastCheckpoint >= checkpointEvery) {
          yield await takeCheckpoint(program, { epoch: epoch - 1, ...progress() });
          lastCheckpoint = now();
        }
      }

      const test = await evaluatePart(program, functions, { part: 'test', samples: data.test, labelsOf }, evaluation);
      const lastRows = rowsOf(epochEnd - 1, epochEnd);
      const lastBatchCost = sum(entry(await program.evaluate(functions.costs, data.train, lastRows, labelsOf('train', lastRows)), 'cost'));
      const validation =
        data.validation.count === 0
          ? null
          : await evaluatePart(program, functions, { part: 'validation', samples: data.validation, labelsOf }, evaluation);
      const logLikelihood =
        step === totalSteps && hasLikelihood(config)
          ? await importanceWeightedLogLikelihood(program, functions, data.test, { ...evaluation, labelsOf, signal })
          : undefined;
      // The epoch is not complete without it, and is repeated from the checkpoint before.
      if (logLikelihood === null) return;
      const testMetrics = { ...test.metrics, ...(logLikelihood === undefined ? {} : { logLikelihood }) };
      requireFiniteEvaluation(
        [
          { subject: 'The cost of the last batch', value: lastBatchCost },
          ...(validation === null ? [] : evaluatedMetrics('validation', validation.metrics)),
          ...evaluatedMetrics('test', testMetrics),
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
          train: { batchCost: lastBatchCost, ...epochMetrics(epochSums, { steps: perEpoch, batchSize: config.batchSize }) },
          ...(validation === null ? {} : { validation: validation.metrics }),
          test: testMetrics,
        },
        ...(functions.model.hasTerms
          ? { vectors: { ...(validation === null ? {} : { validation: validation.vectors }), test: test.vectors } }
          : {}),
        seconds: epochSeconds,
      };
      const probes = await program.evaluate(functions.reconstructions, data.test, data.probes, labelsOf('test', data.probes));
      yield {
        kind: 'reconstructions',
        epoch,
        reconstructions: entry(probes, 'reconstruction'),
        codes: entry(probes, 'code'),
        costs: Float32Array.from(data.probes, (row) => floatAt(test.costs, row)),
        testCosts: test.costs,
      };
      if (step === totalSteps) {
        const testCodes = await testCodesOf(program, functions, data.test, (rows) => labelsOf('test', rows));
        const { encodedSize: codeSize, codeBits } = describeNetwork(config, data.sampleShape);
        const sources = recordedSourcesOf(config, codeSize);
        const trainLabels = (rows: Int32Array) => labelsOf('train', rows);
        const trainCodes = await trainCodesOf(program, functions, { train: data.train, sources, labelsOf: trainLabels });
        const facts = {
          ...{ codeSize, isQuantized: codeBits !== null, code: config.code, seed, sources, trainCodes },
          ...{ testCodes, probeCodes: entry(probes, 'code') },
          ...{ klByDimension: test.vectors.klByDimension ?? null, sampleSize: data.test.size },
        };
        const labels = labelsOf('test', data.probes);
        for await (const figure of decodeFigures(program, functions, facts, labels)) yield { kind: 'figure', epoch, ...figure };
        yield { kind: 'result', testCosts: test.costs, testCodes };
      }
      epochSums = {};
      epochSeconds = 0;
      yield await takeCheckpoint(program, { epoch, ...progress() });
      lastCheckpoint = now();
    }
  } finally {
    program.dispose();
  }
}

/** Whether the objective is a bound of log p(x) in nats. */
function hasLikelihood({ code, likelihood }: RunConfig): boolean {
  return code.kind === 'variational' && likelihood.kind !== 'squaredError';
}

/** A Bernoulli likelihood judges values from 0 to 1, of held-out samples too. */
function requireProbabilities(parts: Readonly<Record<string, ResidentSamples>>): void {
  for (const [part, { values, divisor }] of Object.entries(parts)) {
    const outside = values.find((value) => !(value >= 0 && value / divisor <= 1));
    if (outside === undefined) continue;
    throw new ModelError(
      'DATA_MISMATCH',
      `likelihood: received "bernoulli", which judges values from 0 to 1, but the ${part} samples have ${outside / divisor}. Scale or clip them, or use \`likelihood: gaussian\`.`,
    );
  }
}

/** Steps of another executor would compute different bits than those before the checkpoint. */
function requireExecutor({ name, reason }: ExecutorUse, { executor, resumeFrom }: TrainingContext): void {
  if (resumeFrom === undefined || executor === undefined || name === executor || name === 'eager') return;
  throw new ModelError(
    'EXECUTOR_CHANGED',
    `The run's steps were computed by ${executor}, which can't resume here: ${reason} ${name} would compute different bits. Retry the run where ${executor} works, or from the start.`,
  );
}

async function takeCheckpoint(
  program: CompiledProgram,
  { epoch, ...progress }: { epoch: number } & Omit<Checkpoint, 'state'>,
): Promise<TrainEvent> {
  return { kind: 'checkpoint', epoch, checkpoint: { ...progress, state: await program.read() } };
}

/** A condition needs a label of each sample, among those that the run was planned with. */
function requireLabels({ condition }: RunConfig, { train, validation, test, labels }: TrainingData): void {
  if (condition.kind === 'none') return;
  if (labels === undefined) {
    throw new ModelError(
      'DATA_MISMATCH',
      'condition: received "label", and the data have no labels. Name the files of the labels, or use `condition: none`.',
    );
  }
  const classes = conditionSize(condition);
  for (const [part, samples] of Object.entries({ train, validation, test })) {
    const ofPart = labels[part as keyof Labels];
    const outside = ofPart.find((label) => label >= classes);
    if (ofPart.length === samples.count && outside === undefined) continue;
    const received = outside === undefined ? `${ofPart.length} labels for ${samples.count} samples` : `the label ${outside}`;
    throw new ModelError(
      'DATA_MISMATCH',
      `condition: the ${part} samples have ${received}; the run was planned with ${classes} classes, from 0. Start the sweep again with these labels.`,
    );
  }
}

function requireFit(config: RunConfig, data: TrainingData): void {
  const { sampleShape, train, validation, test } = data;
  requireLabels(config, data);
  const { count } = train;
  if (config.likelihood.kind === 'bernoulli') requireProbabilities({ train, validation, test });
  const shapeProblem = familyConfigOf(config.family).shapeProblem(config, sampleShape);
  if (shapeProblem !== null) throw new ModelError('DATA_MISMATCH', `${shapeProblem}.`);
  if (config.batchSize > count) {
    throw new ModelError(
      'DATA_MISMATCH',
      `batchSize: received ${config.batchSize}, but there are ${count} training samples; it must be at most ${count}.`,
    );
  }
  const least = leastSamplesOf(config.code);
  for (const [part, samples] of Object.entries({ validation, test })) {
    if (samples.count === 0 || samples.count >= least) continue;
    throw new ModelError(
      'DATA_MISMATCH',
      `code: received "${config.code.kind}", which compares at least ${least} samples, but there is ${samples.count} ${part} sample. Use more ${part} samples, or another code.`,
    );
  }
}
