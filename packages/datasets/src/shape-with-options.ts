import { sizeOfShape } from '@hourglass/presentation';
import { type DataShape, seriesShapeFrom } from './data-kind.ts';
import type { DatasetOptions } from './options.ts';
import { reshaped } from './reshaped.ts';

type Problem = { readonly problem: string };

/**
 * The kind and shape of samples with the options of a spec, or the beginning of a sentence that says what is wrong; the caller appends the name of the data
 * set.
 *
 * @param stored as the file has them
 */
export function shapeWithOptions(
  stored: DataShape,
  { shape, kind, as }: Pick<DatasetOptions, 'shape' | 'kind' | 'as'>,
): DataShape | Problem {
  const size = sizeOfShape(stored.sampleShape);
  if (kind !== undefined && as !== undefined) {
    return {
      problem: 'dataset.as: received "series" with `kind: series`; give `kind` for files of series, or `as` to read images as series, of',
    };
  }
  if (kind === 'series') return seriesOf(shape ?? stored.sampleShape, size);
  const data = shape === undefined ? stored : reshaped(shape, size);
  if ('problem' in data || as === undefined) return data;
  if (data.kind === 'image') {
    const [time, width, channels = 1] = data.sampleShape;
    return { kind: 'series', sampleShape: [time, width * channels] };
  }
  return {
    problem: `dataset.as: received "${as}", which reads the rows of images as steps; give \`kind: series\` for the ${data.kind} samples`,
  };
}

function seriesOf(given: readonly number[], size: number): DataShape | Problem {
  const values = sizeOfShape(given);
  const received = `dataset.shape: received [${given.join(', ')}]`;
  const series = seriesShapeFrom(given);
  if (series === null) return { problem: `${received} with \`kind: series\`; allowed are [time] and [time, channels] for the samples` };
  if (values === size) return series;
  return { problem: `${received}, which is ${values} values; its product must be ${size}, the number of values in a sample` };
}
