import { DatasetError } from './errors.ts';
import type { NumberArray } from './number-array.ts';
import type { SourceFile } from './source-file.ts';

/** Labels `[count]` as bytes. @throws DatasetError LABELS_INVALID where they are not whole numbers from 0 to 255, one a sample */
export function toLabels({ shape, values }: NumberArray, source: SourceFile, count: number): Uint8Array {
  const fail = (received: string, allowed: string) =>
    new DatasetError('LABELS_INVALID', `${source.field}: ${source.path} ${received}; ${allowed}.`);
  if (values.length !== count || shape[0] !== count) {
    throw fail(`has the shape [${shape.join(', ')}]`, `[${count}], one label for each sample, is allowed`);
  }
  const wrong = values.findIndex((label) => !Number.isInteger(label) || label < 0 || label > 255);
  if (wrong !== -1) throw fail(`holds ${values[wrong]} in row ${wrong}`, 'whole numbers from 0 to 255 are allowed as labels');
  return Uint8Array.from(values);
}
