import { at, entry } from '../checked.ts';
import type { RunConfig } from '../config.ts';
import { doubleActivations } from './double-activations.ts';
import type { DoublePass } from './double-pass.ts';
import { affine, columnsOf, type DoubleNetwork, type DoubleParameters, type Matrix, withCondition } from './matrix.ts';

type ConvolutionalConfig = Extract<RunConfig, { family: 'convolutional' }>;

/** `[height, width, channels]`, row by row. */
interface FeatureMap {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly values: Float64Array;
}

/** Written from the definitions: sizes follow the encoder's, and nothing is shared with the family that it checks. */
export function convolutionalNetwork(
  config: ConvolutionalConfig,
  [height = 0, width = 0, channels = 1]: readonly number[],
  parameters: DoubleParameters,
  { pass, condition }: { readonly pass: DoublePass; readonly condition: Matrix | null },
): DoubleNetwork {
  const { kernel, tied, upsampling } = config;
  const output = doubleActivations[config.outputActivation];
  const stages = config.channels.length;
  const depth = stages + config.hidden.length + 1;
  const isGrid = config.code.kind === 'quantized';
  const biasesOf = (half: string, layer: number) => entry(parameters, `${half}/${layer}/biases`);
  const decoderWeights = (layer: number) => entry(parameters, tied ? `encoder/${depth - 1 - layer}/weights` : `decoder/${layer}/weights`);
  const linear = (value: number) => value;
  /** The image's size, then that after each stage. */
  const sizes = Array.from({ length: stages + 1 }, (_, stage) => ({
    height: Math.ceil(height / 2 ** stage),
    width: Math.ceil(width / 2 ** stage),
    channels: stage === 0 ? channels : at(Float64Array.from(config.channels), stage - 1),
  }));
  const sizeOf = (stage: number): Omit<FeatureMap, 'values'> => {
    const size = sizes[stage];
    if (size === undefined) throw new RangeError(`no stage ${stage}`);
    return size;
  };
  const mapOf = (row: readonly number[], stage: number): FeatureMap => ({ ...sizeOf(stage), values: Float64Array.from(row) });
  const valuesOf = ({ values }: FeatureMap) => [...values];
  /** A layer of the values at each position by themselves. */
  const byPosition = (rows: Matrix, width: number, lead: string): Matrix => {
    const isDecoder = lead.startsWith('decoder');
    const given = {
      weights: isDecoder ? decoderWeights(0) : entry(parameters, `${lead}/weights`),
      biases: entry(parameters, `${lead}/biases`),
    };
    return rows.map((row) => {
      const positions = Array.from({ length: row.length / width }, (_, index) => row.slice(index * width, (index + 1) * width));
      return affine(positions, { ...given, isTransposed: isDecoder && tied }, linear).flat();
    });
  };

  return {
    encode(x) {
      let rows: Matrix = x;
      for (let layer = 0; layer < stages; layer++) {
        const weights = entry(parameters, `encoder/${layer}/weights`);
        const sums = rows.map((row) => valuesOf(strided(mapOf(row, layer), weights, kernel, biasesOf('encoder', layer))));
        rows = pass.hidden(`encoder/${layer}`, sums, sizeOf(layer + 1).channels);
      }
      rows = withCondition(rows, condition);
      for (let layer = stages; layer < depth - 1; layer++) {
        const weights = entry(parameters, `encoder/${layer}/weights`);
        const sums = affine(rows, { weights, biases: biasesOf('encoder', layer), isTransposed: false }, linear);
        rows = pass.hidden(`encoder/${layer}`, sums, columnsOf(sums));
      }
      const head = (lead: string) =>
        affine(
          rows,
          { weights: entry(parameters, `${lead}/weights`), biases: entry(parameters, `${lead}/biases`), isTransposed: false },
          linear,
        );
      if (isGrid) return { code: byPosition(rows, sizeOf(stages).channels, `encoder/${depth - 1}`) };
      const code = head(`encoder/${depth - 1}`);
      return config.code.kind === 'variational' ? { code, logVariance: head(`encoder/${depth - 1}/logVariance`) } : { code };
    },
    decode(z) {
      let rows = withCondition(z, condition);
      if (config.code.kind === 'quantized') {
        const sums = byPosition(z, config.code.codeDimension, 'decoder/0');
        rows = pass.hidden('decoder/0', sums, sizeOf(stages).channels);
      }
      for (let layer = 0; layer < depth - stages && !isGrid; layer++) {
        const sums = affine(rows, { weights: decoderWeights(layer), biases: biasesOf('decoder', layer), isTransposed: tied }, linear);
        rows = pass.hidden(`decoder/${layer}`, sums, columnsOf(sums));
      }
      for (let layer = depth - stages; layer < depth; layer++) {
        const stage = depth - 1 - layer;
        const target = sizeOf(stage);
        const biases = biasesOf('decoder', layer);
        const sums = rows.map((row) => {
          const map = mapOf(row, stage + 1);
          return valuesOf(
            upsampling === 'transposed'
              ? transposed(map, decoderWeights(layer), kernel, target, biases)
              : strided(nearest(map, target), decoderWeights(layer), kernel, biases, 1),
          );
        });
        rows = layer === depth - 1 ? sums.map((row) => row.map(output)) : pass.hidden(`decoder/${layer}`, sums, target.channels);
      }
      return rows;
    },
  };
}

/**
 * Cross-correlation with zero padding: `y[i] = b + Σ x[stride · i + k − pad] w[k]`, with the smaller half of the padding before the image, as
 * TensorFlow's `same` has it.
 */
function strided(x: FeatureMap, weights: Float64Array, kernel: number, biases: Float64Array, stride = 2): FeatureMap {
  const outputs = biases.length;
  const [height, width] = [Math.ceil(x.height / stride), Math.ceil(x.width / stride)];
  const [top, left] = [padBefore(x.height, kernel, stride), padBefore(x.width, kernel, stride)];
  const values = new Float64Array(height * width * outputs);
  forEachTap({ height, width }, kernel, (row, column, down, across) => {
    const [fromRow, fromColumn] = [stride * row + down - top, stride * column + across - left];
    if (fromRow < 0 || fromRow >= x.height || fromColumn < 0 || fromColumn >= x.width) return;
    for (let input = 0; input < x.channels; input++) {
      const value = at(x.values, (fromRow * x.width + fromColumn) * x.channels + input);
      for (let out = 0; out < outputs; out++) {
        const place = (row * width + column) * outputs + out;
        values[place] = at(values, place) + value * at(weights, ((down * kernel + across) * x.channels + input) * outputs + out);
      }
    }
  });
  return withBiases({ height, width, channels: outputs, values }, biases);
}

/** The transpose of `strided` as a linear map from an image of the target's size: `x[stride · i + k − pad] += y[i] w[k]`. */
function transposed(
  y: FeatureMap,
  weights: Float64Array,
  kernel: number,
  { height, width }: Pick<FeatureMap, 'height' | 'width'>,
  biases: Float64Array,
): FeatureMap {
  const channels = biases.length;
  const [top, left] = [padBefore(height, kernel, 2), padBefore(width, kernel, 2)];
  const values = new Float64Array(height * width * channels);
  forEachTap(y, kernel, (row, column, down, across) => {
    const [toRow, toColumn] = [2 * row + down - top, 2 * column + across - left];
    if (toRow < 0 || toRow >= height || toColumn < 0 || toColumn >= width) return;
    for (let out = 0; out < channels; out++) {
      for (let input = 0; input < y.channels; input++) {
        const place = (toRow * width + toColumn) * channels + out;
        const value = at(y.values, (row * y.width + column) * y.channels + input);
        values[place] = at(values, place) + value * at(weights, ((down * kernel + across) * channels + out) * y.channels + input);
      }
    }
  });
  return withBiases({ height, width, channels, values }, biases);
}

/** Each place takes the value whose cell its upper left corner lies in. */
function nearest(x: FeatureMap, { height, width }: Pick<FeatureMap, 'height' | 'width'>): FeatureMap {
  const values = new Float64Array(height * width * x.channels);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const fromRow = Math.floor((row * x.height) / height);
      const fromColumn = Math.floor((column * x.width) / width);
      for (let channel = 0; channel < x.channels; channel++) {
        values[(row * width + column) * x.channels + channel] = at(x.values, (fromRow * x.width + fromColumn) * x.channels + channel);
      }
    }
  }
  return { height, width, channels: x.channels, values };
}

function padBefore(size: number, kernel: number, stride: number): number {
  const total = Math.max(0, (Math.ceil(size / stride) - 1) * stride + kernel - size);
  return Math.floor(total / 2);
}

function forEachTap(
  { height, width }: Pick<FeatureMap, 'height' | 'width'>,
  kernel: number,
  visit: (row: number, column: number, down: number, across: number) => void,
): void {
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++)
      for (let down = 0; down < kernel; down++) for (let across = 0; across < kernel; across++) visit(row, column, down, across);
}

function withBiases(map: FeatureMap, biases: Float64Array): FeatureMap {
  return { ...map, values: map.values.map((value, place) => value + at(biases, place % map.channels)) };
}
