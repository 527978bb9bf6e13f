import { decodeArray } from './decode-array.ts';
import { DatasetError } from './errors.ts';
import { toLabels } from './labels.ts';
import type { NumberArray } from './number-array.ts';
import { readBytes, type SourceFile } from './source-file.ts';

/** Samples of one file, or a range of them, with their labels. */
export interface LabelledSamples {
  readonly count: number;
  /** Of one sample. */
  readonly shape: readonly number[];
  readonly size: number;
  /** `[count, size]` */
  readonly values: Uint8Array | Float32Array;
  readonly labels: Uint8Array | null;
}

/** @throws DatasetError where a file is missing, damaged, or holds no samples `[count, size]` or `[count, height, width]` */
export async function readLabelledSamples(source: SourceFile, labelSource: SourceFile | null): Promise<LabelledSamples> {
  const array = await readArray(source);
  const [count = 0, ...dimensions] = array.shape;
  const shape = sampleShape(dimensions);
  const size = shape.reduce((product, dimension) => product * dimension, 1);
  if (count === 0 || shape.length < 1 || shape.length > 2 || size === 0) {
    throw invalid(
      source,
      `has the shape [${array.shape.join(', ')}]`,
      '[count, size], [count, height, width] and [count, height, width, 1]',
    );
  }
  requireFinite(array, size, source);
  const labels = labelSource === null ? null : toLabels(await readArray(labelSource), labelSource, count);
  return { count, shape, size, values: array.values, labels };
}

/** Samples `from` to `to`, over the same memory. */
export function slice(samples: LabelledSamples, from: number, to: number): LabelledSamples {
  const { size, values, labels } = samples;
  return { ...samples, count: to - from, values: values.subarray(from * size, to * size), labels: labels?.subarray(from, to) ?? null };
}

/** One channel is as good as none. */
function sampleShape(dimensions: readonly number[]): readonly number[] {
  return dimensions.length === 3 && dimensions[2] === 1 ? dimensions.slice(0, 2) : dimensions;
}

function requireFinite({ values }: NumberArray, size: number, source: SourceFile): void {
  if (values instanceof Uint8Array) return;
  const index = values.findIndex((value) => !Number.isFinite(value));
  if (index !== -1) throw invalid(source, `holds ${values[index]} in row ${Math.floor(index / size)}`, 'finite 32-bit numbers');
}

async function readArray(source: SourceFile): Promise<NumberArray> {
  return decodeArray(await readBytes(source), source);
}

function invalid({ field, path }: SourceFile, received: string, allowed: string): DatasetError {
  return new DatasetError('SAMPLES_INVALID', `${field}: ${path} ${received}; allowed are ${allowed}.`);
}
