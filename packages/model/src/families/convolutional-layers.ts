import { type CodeConfig, gridOf } from '../codes/code-config.ts';
import { type ConditionConfig, conditionSize } from '../conditions/condition-config.ts';
import { type DenseLayer, layersOf, mirrored, withFurtherInputs } from './dense-layers.ts';
import type { HiddenLayer } from './hidden-layer.ts';

/*
 * The sizes of the layers of a convolutional network, which follow from its fields and the shape of a sample.
 */

/** Fields that determine the sizes of the layers. */
export interface ConvolutionalLayout {
  readonly channels: readonly number[];
  readonly hidden: readonly number[];
  readonly codeSize: number | null;
  readonly code: CodeConfig;
}

type Size = readonly [height: number, width: number];

/** A convolution of the encoder with stride 2, and its counterpart in the decoder. */
export interface Stage {
  /** Height and width on the side of the image, and on the side of the code: half, rounded up. */
  readonly outer: { readonly size: Size; readonly channels: number };
  readonly inner: { readonly size: Size; readonly channels: number };
}

/** Stages from the image inwards. The decoder goes back through the same sizes, so that a reconstruction has exactly the image's size. */
export function stagesOf({ channels }: Pick<ConvolutionalLayout, 'channels'>, sampleShape: readonly number[]): readonly Stage[] {
  const [height, width, depth = 1] = sampleShape;
  if (height === undefined || width === undefined)
    throw new RangeError(`received samples of shape [${sampleShape.join(', ')}], not images`);
  let outer: Stage['outer'] = { size: [height, width], channels: depth };
  return channels.map((count) => {
    const [rows, columns] = outer.size;
    const stage = { outer, inner: { size: [Math.ceil(rows / 2), Math.ceil(columns / 2)], channels: count } } as const;
    outer = stage.inner;
    return stage;
  });
}

/** Fully connected layers from the last stage to the code. If the code keeps the grid, one layer that is applied to each position separately. */
export function denseLayersOf(layout: ConvolutionalLayout, sampleShape: readonly number[]): readonly DenseLayer[] {
  const { inner } = lastOf(stagesOf(layout, sampleShape));
  const grid = gridOf(layout.code);
  if (grid !== null) return layersOf([inner.channels, grid.dimension]);
  if (layout.codeSize === null) throw new RangeError('a code without a grid has a size: the configuration is refused before');
  return layersOf([valuesOf(inner), ...layout.hidden, layout.codeSize]);
}

/** Positions to which the fully connected layers are applied separately: those of the last stage where the code keeps its grid, else 1. */
export function positionsOf(layout: ConvolutionalLayout, sampleShape: readonly number[]): number {
  return gridOf(layout.code) === null ? 1 : areaOf(lastOf(stagesOf(layout, sampleShape)).inner.size);
}

/** Values that the decoder gets for a sample. */
export function codeValuesOf(layout: ConvolutionalLayout, sampleShape: readonly number[]): number {
  return lastOf(denseLayersOf(layout, sampleShape)).outputs * positionsOf(layout, sampleShape);
}

type Conditional = ConvolutionalLayout & { readonly condition: ConditionConfig };

/** The encoder's fully connected layers. A condition is appended to the values of the last stage. */
export function encoderLayersOf(config: Conditional, sampleShape: readonly number[]): readonly DenseLayer[] {
  return withFurtherInputs(denseLayersOf(config, sampleShape), conditionSize(config.condition));
}

/** The decoder's fully connected layers, from the code outwards. A condition is appended to the code. */
export function decoderLayersOf(config: Conditional, sampleShape: readonly number[]): readonly DenseLayer[] {
  return withFurtherInputs(mirrored(denseLayersOf(config, sampleShape)), conditionSize(config.condition));
}

/** The encoder's layers before the code, and the decoder's before the reconstruction. */
export function hiddenLayersOf(layout: ConvolutionalLayout, sampleShape: readonly number[]): readonly HiddenLayer[] {
  const stages = stagesOf(layout, sampleShape);
  const dense = denseLayersOf(layout, sampleShape);
  const encoder = [...stages.map(({ inner }) => shapeOf(inner)), ...dense.slice(0, -1).map(({ outputs }) => [outputs])];
  const isGrid = gridOf(layout.code) !== null;
  const decoder = [
    ...(isGrid ? [shapeOf(lastOf(stages).inner)] : dense.toReversed().map(({ inputs }) => [inputs])),
    ...stages
      .slice(1)
      .toReversed()
      .map(({ outer }) => shapeOf(outer)),
  ];
  return [
    ...encoder.map((shape, layer) => ({ half: 'encoder' as const, name: `encoder/${layer}`, shape })),
    ...decoder.map((shape, layer) => ({ half: 'decoder' as const, name: `decoder/${layer}`, shape })),
  ];
}

function shapeOf({ size, channels }: Stage['outer']): readonly number[] {
  return [...size, channels];
}

export function areaOf([height, width]: Size): number {
  return height * width;
}

export function valuesOf({ size, channels }: Stage['outer']): number {
  return areaOf(size) * channels;
}

/** @throws RangeError if there is none; there is at least one stage and one layer */
export function lastOf<Value>(values: readonly Value[]): Value {
  const last = values.at(-1);
  if (last === undefined) throw new RangeError('a network has stages and layers: the schema says so');
  return last;
}
