import type { CompiledProgram, ResidentSamples, RowInputs } from '@hourglass/engine/contract';
import { sizeOfShape } from '@hourglass/presentation';
import { entry, floatAt } from '../checked.ts';
import { codeWeightNames, coupledRows, isBatchCoupled } from '../codes/code-config.ts';
import type { VariationalConfig } from '../codes/variational-config.ts';
import { columnMoments } from '../column-moments.ts';
import { describeNetwork, type RunConfig } from '../config.ts';
import { likelihoodOf } from '../likelihoods/registry.ts';
import { metricDefinition } from '../metrics/present-metrics.ts';
import { randomArrays } from '../random.ts';
import { allRows, mean } from './evaluate.ts';
import type { TrainingFunctions } from './training-functions.ts';

/** What an epoch's evaluation of held-out samples found. */
export interface EvaluatedPart {
  /** Cost of each sample. */
  readonly costs: Float32Array;
  /** Means over the samples, by name; `cost` always. */
  readonly metrics: Readonly<Record<string, number>> & { readonly cost: number };
  /** The same by dimension of the code. */
  readonly vectors: Readonly<Record<string, Float32Array>>;
}

export interface EvaluationContext {
  readonly config: RunConfig;
  readonly sampleShape: readonly number[];
  readonly seed: number;
  /** Training samples. */
  readonly trainCount: number;
}

/** Each part draws its own codes, the same in every epoch, so that epochs differ by the model alone. */
const parts = { validation: 0, test: 1 } as const;
type HeldOutPart = keyof typeof parts;

interface HeldOutSamples {
  readonly part: HeldOutPart;
  readonly samples: ResidentSamples;
  /** What a condition adds to these rows; nothing without one. */
  readonly labelsOf: (part: HeldOutPart, rows: Int32Array) => RowInputs;
}
const blocksOfPart = 2 ** 20;

/**
 * Metrics of held-out samples: the cost at the mean code, and the terms of the objective with one draw of the code model for each sample. An
 * estimate that depends on the other samples of a batch is the mean over whole blocks of `coupledRows` samples; `freeBits` apply to the divergence
 * averaged over all of them.
 */
export async function evaluatePart(
  program: CompiledProgram,
  functions: TrainingFunctions,
  { part, samples, labelsOf }: HeldOutSamples,
  context: EvaluationContext,
): Promise<EvaluatedPart> {
  const results = functions.model.hasTerms
    ? await evaluateBlocks(program, functions, { part, samples, labelsOf }, context)
    : await program.evaluate(functions.costs, samples, allRows(samples), labelsOf(part, allRows(samples)));
  const { cost: costs, meanCode, ...terms } = results;
  if (costs === undefined) throw new RangeError('an evaluation has costs');
  const isCoupled = isBatchCoupled(context.config.code);
  const counted = isCoupled && samples.count > coupledRows ? samples.count - (samples.count % coupledRows) : samples.count;
  const metrics: Record<string, number> = {};
  const vectors: Record<string, Float32Array> = {};
  for (const [name, values] of Object.entries(terms)) {
    const width = values.length / samples.count;
    if (metricDefinition(name)?.shape === 'vector') {
      vectors[name] = Float32Array.from(columnMoments(values.subarray(0, counted * width), width), (moments) => moments.mean);
    } else metrics[name] = mean(values.subarray(0, counted));
  }
  const { code, likelihood } = context.config;
  if (code.kind === 'variational' && code.freeBits > 0) {
    metrics.weightedKl = weightedWithFreeBits(code, entry(vectors, 'klByDimension'));
    metrics.objective = entry(metrics, likelihoodOf(likelihood).term) + metrics.weightedKl;
  }
  if (meanCode !== undefined) Object.assign(metrics, functions.model.summarise(meanCode, meanCode.length / samples.count));
  return { costs, metrics: { cost: mean(costs), ...metrics }, vectors };
}

/** As in a training step, of the divergences averaged over all samples. */
function weightedWithFreeBits({ beta, freeBits, capacity }: VariationalConfig, klByDimension: Float32Array): number {
  const counted = klByDimension.reduce((total, divergence) => total + Math.max(freeBits, divergence), 0);
  return beta * (capacity === null ? counted : Math.abs(counted - capacity));
}

async function evaluateBlocks(
  program: CompiledProgram,
  { model, metrics }: TrainingFunctions,
  { part, samples, labelsOf }: HeldOutSamples,
  { config, seed, trainCount }: EvaluationContext,
): Promise<Readonly<Record<string, Float32Array>>> {
  const draws = Object.entries(model.codeDraws(1));
  const all = allRows(samples);
  const blocks: Readonly<Record<string, Float32Array>>[] = [];
  for (let from = 0; from < all.length; from += coupledRows) {
    const rows = all.subarray(from, from + coupledRows);
    const block = parts[part] * blocksOfPart + from / coupledRows;
    const perRow = draws.reduce((total, [, { shape }]) => total + sizeOfShape(shape), 0);
    const numbers = Float32Array.from(randomArrays(seed, 'evaluation', block).normals(rows.length * perRow));
    const inputs: Record<string, RowInputs[string]> = { ...labelsOf(part, rows) };
    let used = 0;
    for (const [name, { shape }] of draws) {
      const size = rows.length * sizeOfShape(shape);
      inputs[name] = { shape: shape.slice(1), values: numbers.subarray(used, used + size) };
      used += size;
    }
    if (codeWeightNames(config.code).includes('sampleCount')) {
      inputs.sampleCount = { shape: [], values: new Float32Array(rows.length).fill(trainCount) };
    }
    blocks.push(await program.evaluate(metrics, samples, rows, inputs));
  }
  const [first] = blocks;
  return Object.fromEntries(Object.keys(first ?? {}).map((name) => [name, joined(blocks.map((block) => entry(block, name)))]));
}

/** Samples of each code, and test samples, of the estimate below. */
const importanceSamples = 200;
const importanceRows = 1_000;
/** Streams of random numbers after those of the blocks. */
const firstImportanceStream = 2 * blocksOfPart;

/**
 * The importance-weighted estimate of `log p(x)` in nats, a lower bound that tightens with the number of samples: the mean over the first
 * `importanceRows` samples of the log of the mean of `importanceSamples` weights (Burda, Grosse & Salakhutdinov 2016). Null after an abort, which it
 * checks between the samples.
 */
export async function importanceWeightedLogLikelihood(
  program: CompiledProgram,
  functions: TrainingFunctions,
  samples: ResidentSamples,
  {
    config,
    sampleShape,
    seed,
    labelsOf,
    signal,
  }: EvaluationContext & Pick<HeldOutSamples, 'labelsOf'> & { readonly signal?: AbortSignal | undefined },
): Promise<number | null> {
  const rows = allRows(samples).subarray(0, importanceRows);
  const { codeSize } = describeNetwork(config, sampleShape);
  const totals = new Float64Array(rows.length).fill(Number.NEGATIVE_INFINITY);
  for (let sample = 0; sample < importanceSamples; sample++) {
    if (signal?.aborted) return null;
    const values = Float32Array.from(randomArrays(seed, 'evaluation', firstImportanceStream + sample).normals(rows.length * codeSize));
    const inputs = { code: { shape: [1, codeSize], values }, ...labelsOf('test', rows) };
    const weights = entry(await program.evaluate(functions.logWeights, samples, rows, inputs), 'logWeight');
    totals.forEach((total, row) => {
      totals[row] = logOfSum(total, floatAt(weights, row));
    });
  }
  return totals.reduce((sum, total) => sum + total, 0) / rows.length - Math.log(importanceSamples);
}

/** log(eᵃ + eᵇ) */
function logOfSum(a: number, b: number): number {
  const [low, high] = a < b ? [a, b] : [b, a];
  return high === Number.NEGATIVE_INFINITY ? high : high + Math.log1p(Math.exp(low - high));
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let from = 0;
  for (const part of parts) {
    all.set(part, from);
    from += part.length;
  }
  return all;
}
