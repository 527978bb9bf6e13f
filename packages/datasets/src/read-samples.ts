import { DatasetError } from './errors.ts';
import { readFileSamples } from './labelled-samples.ts';
import { splitPart } from './sources.ts';

/** Samples of one file, in its order and unit. */
export interface ReadSamples {
  readonly count: number;
  readonly size: number;
  /** `[count, size]` */
  readonly values: Uint8Array | Float32Array;
}

/**
 * @param given a path, or that of an array of an `.npz` file or a column of a table: `digits.npz#x_test`
 * @param field names it in messages: `--data`
 * @param size values of a sample, and what they are
 * @throws DatasetError where the file is missing, damaged, or holds other samples
 */
export async function readSamples(
  given: string,
  field: string,
  { size, what }: { readonly size: number; readonly what: string },
): Promise<ReadSamples> {
  const { path, part } = splitPart(given);
  const source = { field, path, remedy: 'Check the path.', ...(part === undefined ? {} : { part }) };
  const { count, size: received, values } = await readFileSamples(source, null, 'train');
  if (received !== size) {
    throw new DatasetError('SAMPLES_INVALID', `${field}: ${given} holds samples of ${received} values; ${what} needs ${size}.`);
  }
  return { count, size, values };
}
