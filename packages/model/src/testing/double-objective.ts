import { at, entry } from '../checked.ts';
import type { RunConfig } from '../config.ts';
import { doubleCode } from './double-code.ts';
import { doublePass } from './double-pass.ts';
import { costOf, doubleNetwork } from './forward.ts';
import { columnsOf, type DoubleParameters, type Matrix } from './matrix.ts';

/** What one step gets, in double precision. */
export interface DoubleStep {
  readonly config: RunConfig;
  readonly sampleShape: readonly number[];
  /** With the training mean subtracted. */
  readonly x: Matrix;
  readonly mean: readonly number[];
  /** By name: masks of dropout, and what the code model draws. */
  readonly draws: DoubleParameters;
  /** The weights of the code model, by name. */
  readonly weights: Readonly<Record<string, number>>;
  /** Where gradients are taken: a straight-through term holds constant what it computes from these. */
  readonly parameters: DoubleParameters;
  /** What no optimizer changes. */
  readonly statistics: DoubleParameters;
  /** One-hot labels of the samples; null without a condition. */
  readonly condition: Matrix | null;
}

type Row = readonly number[];
const logTwoPi = Math.log(2 * Math.PI);
const total = (values: Row) => values.reduce((sum, value) => sum + value, 0);
const added = (rows: Matrix, offset: Row): Matrix => rows.map((row) => row.map((value, index) => value + value0(offset, index)));
const value0 = (values: Row, index: number) => at(Float64Array.from(values), index);
const logSumExp = (values: Row) => {
  const most = Math.max(...values);
  return most + Math.log(total(values.map((value) => Math.exp(value - most))));
};
const normalLogDensity = (value: number, mean: number, logVariance: number) =>
  -0.5 * (logTwoPi + logVariance + (value - mean) ** 2 / Math.exp(logVariance));

/** The objective of a batch, summed over its samples, from the formulas of the papers and without any function of the model. */
export function doubleObjective(step: DoubleStep, parameters: DoubleParameters): number {
  const { config, sampleShape, x, mean, draws, weights } = step;
  const networkOf = (given: DoubleParameters) =>
    doubleNetwork(config, sampleShape, given, doublePass(config, given, { statistics: null, masks: draws }), step.condition);
  const plain = networkOf(parameters);
  const forced = draws.teacher;
  const isBernoulli = config.likelihood.kind === 'bernoulli';
  const target = !config.centre || isBernoulli ? added(x, mean) : x;
  const input = config.centre ? x : added(x, mean);
  /** With the values of the target where the draw says so. */
  const network = {
    ...plain,
    decode(z: Matrix): Matrix {
      if (forced === undefined) return plain.decode(z);
      const [steps = 1] = sampleShape;
      const times = z.length / target.length;
      return plain.decode(z, {
        target: z.map((_, row) => target[Math.floor(row / times)] ?? []),
        isForced: (row, step) => at(forced, row * steps + step) < entry(weights, 'teacherRate'),
      });
    },
  };
  if (config.code.kind !== 'variational') {
    const constant = { parameters: step.parameters, vectors: () => networkOf(step.parameters).encode(input).code };
    const { z, penalties } = doubleCode({ config, network, parameters, input, draws, weights, constant, statistics: step.statistics });
    return total(losses(config, network.decode(z), target, parameters)) + total(penalties);
  }
  const { code, logVariance } = network.encode(input);
  if (logVariance === undefined) throw new RangeError('a variational encoder has two heads');
  const { samples, freeBits, capacity, decomposed } = config.code;
  const codeSize = columnsOf(code);
  const epsilon = entry(draws, 'code');
  const sampled = code.flatMap((row, i) =>
    Array.from({ length: samples }, (_, k) =>
      row.map((value, d) => value + Math.exp(value0(logVariance[i] ?? [], d) / 2) * at(epsilon, (i * samples + k) * codeSize + d)),
    ),
  );
  const repeated = target.flatMap((row) => Array.from({ length: samples }, () => row));
  const loss = losses(config, network.decode(sampled), repeated, parameters);
  const posterior = (i: number, z: Row) =>
    z.map((value, d) => normalLogDensity(value, value0(code[i] ?? [], d), value0(logVariance[i] ?? [], d)));
  const prior = (z: Row) => total(z.map((value) => normalLogDensity(value, 0, 0)));

  if (samples > 1) {
    return total(
      code.map((_, i) => {
        const logWeights = Array.from({ length: samples }, (__, k) => {
          const z = sampled[i * samples + k] ?? [];
          return -value0(loss, i * samples + k) + entry(weights, 'beta') * (prior(z) - total(posterior(i, z)));
        });
        return -(logSumExp(logWeights) - Math.log(samples));
      }),
    );
  }
  if (decomposed !== null) {
    const logCount = Math.log(entry(weights, 'sampleCount') * code.length);
    return total(
      sampled.map((z, i) => {
        const all = code.map((_, j) => posterior(j, z));
        const joint = logSumExp(all.map(total)) - logCount;
        const product = total(z.map((_, d) => logSumExp(all.map((densities) => value0(densities, d))) - logCount));
        const conditional = total(posterior(i, z));
        return (
          value0(loss, i) +
          entry(weights, 'beta') * (conditional - joint) +
          entry(weights, 'totalCorrelation') * (joint - product) +
          entry(weights, 'beta') * (product - prior(z))
        );
      }),
    );
  }
  const divergences = code.map((row, i) =>
    row.map((value, d) => {
      const log = value0(logVariance[i] ?? [], d);
      return 0.5 * (value ** 2 + Math.exp(log) - 1 - log);
    }),
  );
  const floored = (code[0] ?? []).map((_, d) => Math.max(freeBits, total(divergences.map((row) => value0(row, d))) / code.length));
  return total(
    divergences.map((row, i) => {
      const divergence = freeBits > 0 ? total(floored) : total(row);
      return (
        value0(loss, i) + entry(weights, 'beta') * (capacity === null ? divergence : Math.abs(divergence - entry(weights, 'capacity')))
      );
    }),
  );
}

function losses(config: RunConfig, y: Matrix, target: Matrix, parameters: DoubleParameters): Row {
  return y.map((row, i) => lossOf(config, row, target[i] ?? [], parameters));
}

function lossOf(config: RunConfig, row: Row, x: Row, parameters: DoubleParameters): number {
  switch (config.likelihood.kind) {
    case 'squaredError':
      return costOf([row], [x]);
    case 'bernoulli':
      return total(row.map((logit, j) => Math.log1p(Math.exp(logit)) - value0(x, j) * logit));
    case 'gaussian': {
      const logVariances = entry(parameters, 'likelihood/logVariance');
      return -total(row.map((value, j) => normalLogDensity(value0(x, j), value, at(logVariances, logVariances.length === 1 ? 0 : j))));
    }
  }
}
