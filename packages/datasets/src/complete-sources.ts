import { openNpz } from './formats/npz-file.ts';
import { isZip } from './formats/zip-file.ts';
import { hasPartFolders, openPictures, partFolders } from './pictures/open-pictures.ts';
import { usualNames } from './read-part.ts';
import { readBytes } from './source-file.ts';
import type { Sources } from './sources.ts';

/**
 * A single `.npz` file is the whole data set if its arrays have the usual names: `x_train` and, if present, `y_train`, `x_test`
 * and `y_test`. A folder or archive of pictures is, if it has the folders `train` and `test`. Sources that the user named explicitly are not changed.
 */
export async function completeSources(sources: Sources): Promise<Sources> {
  return (await pictureParts(sources)) ?? arrayParts(sources);
}

/** The folders `train` and `test` of pictures, where one folder or archive holds both; null otherwise. */
async function pictureParts(sources: Sources): Promise<Sources | null> {
  const { train, trainLabels, test } = sources;
  if (trainLabels !== null || test !== null || train.pictures === undefined) return null;
  const list = await openPictures(train);
  if (list === null || !hasPartFolders(list)) return null;
  return { ...sources, train: { ...train, part: partFolders.train }, test: { ...train, field: 'dataset.test', part: partFolders.test } };
}

async function arrayParts(sources: Sources): Promise<Sources> {
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
