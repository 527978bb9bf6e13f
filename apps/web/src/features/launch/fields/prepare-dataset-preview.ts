import { knownDatasets } from '@hourglass/datasets/catalog';
import { type DataShape, dataShapeOf, isPlotted, type PictureSize, pictureSize } from '@hourglass/datasets/data-kind';
import type { InspectedDataset } from '@hourglass/datasets/inspect';
import { formatBytes, formatCount, formatNumberOf, formatParameter } from '@hourglass/presentation';
import { visibleColour } from '@hourglass/presentation/visible-colour';
import type { Json } from '@hourglass/sweeps';
import { isJsonObject } from '#lib/is-json-object.ts';

export interface Preview {
  /** Shape, type, range and labels, as one line. */
  readonly facts: string;
  /** What the person who gave them should know: sentences. */
  readonly notes: readonly string[];
  readonly samples: readonly (readonly number[])[];
  /** Labels of the samples; null if there are none. */
  readonly labels: readonly string[] | null;
  /** Size of an image; null if samples are drawn as lines. */
  readonly picture: PictureSize | null;
  readonly low: number;
  readonly high: number;
}

type Inspected = Pick<
  InspectedDataset,
  | 'sampleShape'
  | 'kind'
  | 'train'
  | 'validationCount'
  | 'testCount'
  | 'type'
  | 'values'
  | 'labelCount'
  | 'classes'
  | 'samples'
  | 'sampleLabels'
  | 'notes'
>;

export function prepareDatasetPreview(inspected: Inspected): Preview {
  const { train, validationCount, testCount, type, values, labelCount, classes, samples, sampleLabels, notes } = inspected;
  const shape = dataShapeOf(inspected);
  const labels =
    labelCount === null ? 'no labels' : `${formatNumberOf(labelCount, 'label')}${classes === null ? '' : ` (${namesOf(classes)})`}`;
  return {
    facts: [
      describeSamples(shape),
      `${formatCount(train.count)} for training, ${formatCount(validationCount)} for validation, ${formatCount(testCount)} for the test`,
      `${type} from ${formatParameter(values.low, 3)} to ${formatParameter(values.high, 3)}`,
      labels,
    ].join(' · '),
    notes,
    samples,
    labels: sampleLabels,
    picture: isPlotted(shape) ? null : pictureSize(shape),
    low: values.low,
    high: values.high,
  };
}

/** Shape, split, origin and licence of the known data set that a document names, whatever its options are; null where it names none. */
export function aboutKnown(data: Json): string | null {
  const name = isJsonObject(data) ? data.name : data;
  const known = Object.values(knownDatasets).find(({ id }) => id === name);
  if (known === undefined) return null;
  const { sampleShape, trainCount, validationCount, testCount, source, licence, downloadBytes } = known;
  return [
    `pictures of ${sampleShape.join(' × ')}`,
    `${formatCount(trainCount)} for training, ${formatCount(validationCount)} for validation, ${formatCount(testCount)} for the test`,
    source,
    `licence: ${licence}`,
    ...(downloadBytes === 0 ? [] : [`the first use downloads ${formatBytes(downloadBytes)}`]),
  ].join(' · ');
}

function describeSamples({ kind, sampleShape }: DataShape): string {
  switch (kind) {
    case 'vector':
      return `vectors of ${formatNumberOf(sampleShape[0], 'value')}`;
    case 'image':
      return `pictures of ${sampleShape.join(' × ')}`;
    case 'series':
      return `series of ${formatNumberOf(sampleShape[0], 'step')} of ${formatNumberOf(sampleShape[1], 'channel')}`;
  }
}

const mostNames = 3;

function namesOf(classes: readonly string[]): string {
  return [...classes.slice(0, mostNames), ...(classes.length > mostNames ? ['…'] : [])].join(', ');
}

/** RGBA of a sample of so many channels: level 0 at the lowest training value and 255 at the highest. */
export function samplePixels(
  sample: readonly number[],
  channels: PictureSize['channels'],
  range: Pick<Preview, 'low' | 'high'>,
): Uint8ClampedArray<ArrayBuffer> {
  const levels = sample.map((value) => 255 * shareOf(value, range));
  const pixels = new Uint8ClampedArray(4 * (sample.length / channels)).fill(255);
  for (let pixel = 0; pixel < sample.length / channels; pixel++) {
    const own = levels.slice(pixel * channels, (pixel + 1) * channels);
    const [gray = 0] = own;
    pixels.set(channels === 1 ? [gray, gray, gray] : visibleColour(own), 4 * pixel);
  }
  return pixels;
}

/** In a box of 100 × 48, from left to right. */
export function linePoints(sample: readonly number[], range: Pick<Preview, 'low' | 'high'>): string {
  const points = sample.length === 1 ? [...sample, ...sample] : sample;
  const step = 100 / (points.length - 1);
  return points.map((value, index) => `${index * step},${46 - 44 * shareOf(value, range)}`).join(' ');
}

function shareOf(value: number, { low, high }: Pick<Preview, 'low' | 'high'>): number {
  return low === high ? 0.5 : (value - low) / (high - low);
}
