import { openNpz } from './formats/npz-file.ts';
import { isZip } from './formats/zip-file.ts';
import { usualNames } from './read-part.ts';
import { readBytes } from './source-file.ts';
import type { Sources } from './sources.ts';

/**
 * A single `.npz` file is the whole data set if its arrays have the usual names: `x_train` and, if present, `y_train`, `x_test`
 * and `y_test`. Sources that the user named explicitly are not changed.
 */
export async function completeSources(sources: Sources): Promise<Sources> {
  const { train, trainLabels, test } = sources;
  const isLone = train.part === undefined && trainLabels === null && test === null;
  if (!isLone || !/\.npz(\.gz)?$/i.test(train.path)) return sources;
  const bytes = await readBytes(train);
  if (!isZip(bytes)) return sources;
  const { names } = await openNpz(bytes, train);
  if (!names.includes(usualNames.train)) return sources;
  const found = (role: keyof typeof usualNames) =>
    names.includes(usualNames[role]) ? { ...train, field: `dataset.${role}`, part: usualNames[role] } : null;
  const foundTest = found('test');
  return {
    train: { ...train, part: usualNames.train },
    trainLabels: found('trainLabels'),
    packaged: null,
    test: foundTest,
    testLabels: foundTest === null ? null : found('testLabels'),
  };
}
