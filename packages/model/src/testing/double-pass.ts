import { at, entry } from '../checked.ts';
import type { RunConfig } from '../config.ts';
import { doubleActivations } from './double-activations.ts';
import type { DoubleParameters, Matrix } from './matrix.ts';

/** What a hidden layer makes of its sums, `[samples][values]` with channels last. */
export interface DoublePass {
  hidden(layer: string, sums: Matrix, channels: number): Matrix;
  /** What dropout multiplies the values of a layer with, for one sample. @param count of these values */
  kept(layer: string, sample: number, count: number): Float64Array;
}

export interface DoubleState {
  /** Statistics of batch normalisation in evaluation; null to use those of the batch. */
  readonly statistics: DoubleParameters | null;
  /** 0 or 1 for each value of a layer, by its name; none in evaluation. */
  readonly masks: DoubleParameters;
}

type HiddenConfig = Pick<RunConfig, 'activation' | 'normalisation' | 'dropout'>;
const epsilon = 1e-3;

/** Normalisation, activation and dropout in double precision. */
export function doublePass(config: HiddenConfig, parameters: DoubleParameters, { statistics, masks }: DoubleState): DoublePass {
  const activate = doubleActivations[config.activation];
  return {
    hidden(layer, sums, channels) {
      const normalised = normalise(layer, sums, channels);
      const mask = masks[`dropout/${layer}`];
      return normalised.map((row, sample) =>
        row.map(
          (value, index) => activate(value) * (mask === undefined ? 1 : at(mask, sample * row.length + index) / (1 - config.dropout)),
        ),
      );
    },
    kept(layer, sample, count) {
      const mask = masks[`dropout/${layer}`];
      if (mask === undefined) return new Float64Array(count).fill(1);
      return mask.subarray(sample * count, (sample + 1) * count).map((value) => value / (1 - config.dropout));
    },
  };

  function normalise(layer: string, sums: Matrix, channels: number): Matrix {
    if (config.normalisation === 'none') return sums;
    const [scale, offset] = [entry(parameters, `${layer}/scale`), entry(parameters, `${layer}/offset`)];
    const isBatch = config.normalisation === 'batch';
    const momentsAt = (row: readonly number[], channel: number) => {
      if (!isBatch) return momentsOf(row);
      if (statistics === null) return momentsOf(sums.flatMap((values) => values.filter((_, index) => index % channels === channel)));
      return { mean: at(entry(statistics, `${layer}/mean`), channel), variance: at(entry(statistics, `${layer}/variance`), channel) };
    };
    return sums.map((row) => {
      const ofChannels = Array.from({ length: channels }, (_, channel) => momentsAt(row, channel));
      return row.map((value, index) => {
        const channel = index % channels;
        const { mean, variance } = ofChannels[channel] ?? { mean: Number.NaN, variance: Number.NaN };
        return ((value - mean) / Math.sqrt(variance + epsilon)) * at(scale, channel) + at(offset, channel);
      });
    });
  }
}

/** Moments of the population. */
function momentsOf(values: readonly number[]): { readonly mean: number; readonly variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
}
