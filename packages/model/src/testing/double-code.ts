import { at, entry } from '../checked.ts';
import type { QuantizedConfig } from '../codes/quantized-config.ts';
import type { SparseConfig } from '../codes/sparse-config.ts';
import type { RunConfig } from '../config.ts';
import { columnsOf, type DoubleNetwork, type DoubleParameters, type Matrix } from './matrix.ts';

type Row = readonly number[];
const total = (values: Row) => values.reduce((sum, value) => sum + value, 0);
const valueAt = (values: Row | undefined, index: number) => at(Float64Array.from(values ?? []), index);
const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));

export interface DoubleCode {
  /** What the decoder gets. */
  readonly z: Matrix;
  /** What each sample adds to the loss. */
  readonly penalties: Row;
}

interface Given {
  readonly config: RunConfig;
  readonly network: DoubleNetwork;
  readonly parameters: DoubleParameters;
  /** What the encoder gets. */
  readonly input: Matrix;
  readonly draws: DoubleParameters;
  readonly weights: Readonly<Record<string, number>>;
  /** What a straight-through term holds constant: parameters, and the encoder's result with them. */
  readonly constant: { readonly parameters: DoubleParameters; vectors(): Matrix };
  readonly statistics: DoubleParameters;
}

/** The codes and the terms of a code model without randomness, from the formulas of the papers. */
export function doubleCode(given: Given): DoubleCode {
  const { config, network, parameters, input, draws, weights } = given;
  const { code } = config;
  const sums = network.encode(input).code;
  const weight = () => entry(weights, 'weight');
  switch (code.kind) {
    case 'plain':
      return { z: sums, penalties: sums.map(() => 0) };
    case 'variational':
      throw new RangeError('a variational code is random');
    case 'sparse':
      return doubleSparse(code, sums, weights);
    case 'contractive': {
      const encode = (x: Matrix) => network.encode(x).code;
      return { z: sums, penalties: slopesOf(encode, input).map((jacobian) => weight() * squares(jacobian)) };
    }
    case 'wasserstein': {
      const width = 2 * columnsOf(sums);
      const kernel = (distance: number) =>
        code.kernel === 'rbf'
          ? Math.exp(-distance / width)
          : total([0.1, 0.2, 0.5, 1, 2, 5, 10].map((scale) => (scale * width) / (scale * width + distance)));
      const prior = sums.map((row, i) => row.map((_, d) => at(entry(draws, 'prior'), i * row.length + d)));
      const mean = (a: Matrix, b: Matrix, isWithin: boolean) => {
        const values = a.flatMap((x, i) =>
          b.flatMap((y, j) => (isWithin && i === j ? [] : [kernel(total(x.map((value, d) => (value - valueAt(y, d)) ** 2)))])),
        );
        return total(values) / values.length;
      };
      const discrepancy = mean(sums, sums, true) + mean(prior, prior, true) - 2 * mean(sums, prior, false);
      return { z: sums, penalties: sums.map(() => weight() * discrepancy) };
    }
    case 'quantized':
      return doubleQuantized(code, sums, given);
    case 'regularized': {
      const ofDecoder = Object.entries(parameters).filter(([name]) => /^decoder\/.*\/weights$/.test(name));
      const squaredWeights = total(ofDecoder.map(([, values]) => total([...values].map((value) => value ** 2))));
      const slopes = code.decoder === 'l2' ? [] : slopesOf((z) => network.decode(z), sums);
      const penalties = sums.map((row, i) => {
        // Of Jᵀ: [code dimension][output], multiplied by the direction.
        const along = (slopes[i] ?? []).map((ofOutputs) =>
          total(ofOutputs.map((slope, output) => slope * at(entry(draws, 'direction'), i * ofOutputs.length + output))),
        );
        const decoder = code.decoder === 'l2' ? squaredWeights : total(along.map((value) => value ** 2));
        return weight() * 0.5 * total(row.map((value) => value ** 2)) + entry(weights, 'decoderWeight') * decoder;
      });
      return { z: sums, penalties };
    }
  }
}

const squares = (rows: Matrix) => total(rows.map((row) => total(row.map((value) => value ** 2))));

/** The Jacobian of each row by central differences: `[row][input][output]`. */
function slopesOf(apply: (x: Matrix) => Matrix, x: Matrix): readonly Matrix[] {
  const width = 1e-4;
  const inputs = columnsOf(x);
  const moved = (input: number, by: number) => apply(x.map((row) => row.map((value, index) => (index === input ? value + by : value))));
  const byInput = Array.from({ length: inputs }, (_, input) => {
    const [after, before] = [moved(input, width), moved(input, -width)];
    return after.map((row, i) => row.map((value, output) => (value - valueAt(before[i], output)) / (2 * width)));
  });
  return x.map((_, i) => byInput.map((ofRows) => ofRows[i] ?? []));
}

function doubleSparse(code: SparseConfig, sums: Matrix, weights: Given['weights']): DoubleCode {
  switch (code.penalty) {
    case 'l1':
      return { z: sums, penalties: sums.map((row) => entry(weights, 'weight') * total(row.map(Math.abs))) };
    case 'kl': {
      const z = sums.map((row) => row.map(sigmoid));
      const { target } = code;
      const divergences = (z[0] ?? []).map((_, dimension) => {
        const mean = total(z.map((row) => valueAt(row, dimension))) / z.length;
        return target * Math.log(target / mean) + (1 - target) * Math.log((1 - target) / (1 - mean));
      });
      return { z, penalties: z.map(() => entry(weights, 'weight') * total(divergences)) };
    }
    case 'topK': {
      const z = sums.map((row) => {
        const sorted = row.toSorted((a, b) => b - a);
        return row.map((value) => (value >= valueAt(sorted, code.kept - 1) ? value : 0));
      });
      return { z, penalties: z.map(() => 0) };
    }
  }
}

/**
 * With the nearest codes e⁰ of the constant vectors z⁰, the decoder gets `z + (e⁰ − z⁰)`; the penalties are `commitment · ‖z − e⁰‖²`, and with
 * `update: loss` also `‖z⁰ − e‖²` with the same choice of codes   van den Oord et al. 2017, equation 3
 */
function doubleQuantized(code: QuantizedConfig, vectors: Matrix, { parameters, weights, constant, statistics }: Given): DoubleCode {
  const isParameter = code.update === 'loss';
  const rowsOf = (codebook: Float64Array): Matrix =>
    Array.from({ length: code.codes }, (_, k) => [...codebook.subarray(k * code.codeDimension, (k + 1) * code.codeDimension)]);
  const name = 'code/codebook';
  const [fixed, codebook] = [isParameter ? constant.parameters : statistics, isParameter ? parameters : statistics].map((of) =>
    rowsOf(entry(of, name)),
  ) as [Matrix, Matrix];
  const squared = (a: Row, b: Row) => total(a.map((value, index) => (value - valueAt(b, index)) ** 2));
  const positionsOf = (row: Row): Matrix =>
    Array.from({ length: row.length / code.codeDimension }, (_, p) => row.slice(p * code.codeDimension, (p + 1) * code.codeDimension));
  const before = constant.vectors();
  const chosen = before.map((row) =>
    positionsOf(row).map((vector) => {
      const distances = fixed.map((one) => squared(vector, one));
      return distances.indexOf(Math.min(...distances));
    }),
  );
  const codesIn = (book: Matrix, sample: number): Row => (chosen[sample] ?? []).flatMap((k) => book[k] ?? []);
  return {
    z: vectors.map((row, i) => row.map((value, d) => value + valueAt(codesIn(fixed, i), d) - valueAt(before[i], d))),
    penalties: vectors.map((row, i) => {
      const commitment = entry(weights, 'commitment') * squared(row, codesIn(fixed, i));
      return commitment + (isParameter ? squared(before[i] ?? [], codesIn(codebook, i)) : 0);
    }),
  };
}
