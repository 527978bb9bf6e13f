import { invalidSamples } from './errors.ts';
import type { NumericArray } from './formats/file-array.ts';
import { type Change, divided, filled, finiteRows, type WritePython } from './remedies/python.ts';
import type { SourceFile } from './source-file.ts';

/** An array, its values in float32, and how Python would change them; null where no line of Python does. */
interface ReadValues {
  readonly array: NumericArray;
  readonly values: Uint8Array | Float32Array;
  readonly size: number;
  readonly python: WritePython | null;
}

/** @throws DatasetError SAMPLES_INVALID where a value is NaN, infinite or beyond float32 */
export function requireFinite({ array, values, size, python }: ReadValues, source: SourceFile): void {
  if (values instanceof Uint8Array) return;
  const index = values.findIndex((value) => !Number.isFinite(value));
  if (index === -1) return;
  const exact = Number(array.exactAt(index));
  const row = Math.floor(index / size);
  const change = (name: Change) => (python === null ? '' : `. ${python(name)}`);
  if (Number.isFinite(exact)) {
    const allowed = `numbers up to 3.4e38; divide each column by its largest value${change(divided) || '.'}`;
    throw invalidSamples(source, `holds ${exact} in row ${row}, which is beyond 32-bit numbers`, allowed);
  }
  const hasFinite = hasFiniteRow(values, size);
  const remedy = hasFinite ? 'remove such rows, and those of their labels' : 'every row has such a value, so fill them';
  throw invalidSamples(
    source,
    `holds ${exact} in row ${row}`,
    `finite numbers; ${remedy}${change(hasFinite ? finiteRows : filled) || '.'}`,
  );
}

function hasFiniteRow(values: Float32Array, size: number): boolean {
  for (let start = 0; start < values.length; start += size) {
    if (values.subarray(start, start + size).every(Number.isFinite)) return true;
  }
  return false;
}
