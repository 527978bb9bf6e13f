import { DatasetError } from './errors.ts';
import type { LabelFacts } from './label-facts.ts';
import { readFileLabels } from './labelled-samples.ts';
import { splitPart } from './sources.ts';

type Classes = Pick<LabelFacts, 'classes' | 'names'>;

/**
 * The labels of a file, one for each of `count` rows.
 *
 * @param given a path, or that of an array of an `.npz` file or a column of a table: `digits.npz#y_test`
 * @param field names it in messages: `--labels`
 * @throws DatasetError where the file is missing, damaged, or holds other labels
 */
export async function readLabels(
  given: string,
  field: string,
  { count, ...classes }: Classes & { readonly count: number },
): Promise<Uint8Array> {
  const { path, part } = splitPart(given);
  const source = { field, path, remedy: 'Check the path.', ...(part === undefined ? {} : { part }) };
  const { values } = await readFileLabels(source, 'train', count);
  return Uint8Array.from(values, (value, row) => {
    const label = labelOf(String(value), classes);
    if (label === null)
      throw new DatasetError('LABELS_INVALID', `${field}: ${given} holds "${value}" in row ${row}; ${allowedLabels(classes)}.`);
    return label;
  });
}

/** The label of a class by its name, or of a number; null where there is none. */
export function labelOf(name: string, { classes, names }: Classes): number | null {
  const label = names === null ? (/^\d+$/.test(name) ? Number(name) : -1) : names.indexOf(name);
  return label < 0 || label >= classes ? null : label;
}

/** `allowed are cat, dog` */
export function allowedLabels({ classes, names }: Classes): string {
  return `allowed are ${names === null ? `the numbers 0 to ${classes - 1}` : names.join(', ')}`;
}
