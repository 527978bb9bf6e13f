import { isAbsolute } from 'node:path';
import { DatasetError } from '../errors.ts';
import { type DatasetReference, filesOf } from '../reference.ts';
import { resolveDataset } from '../sources.ts';
import { isUploadText } from '../upload-reference.ts';

/** The reference with absolute paths. @throws DatasetError FILE_UNREADABLE for a path that depends on a working folder */
export function absoluteReference(reference: DatasetReference): DatasetReference {
  const relative = Object.values(filesOf(reference) ?? {}).find(
    (path) => !isAbsolute(path) && !path.startsWith('~/') && !isUploadText(path),
  );
  if (relative !== undefined) {
    throw new DatasetError(
      'FILE_UNREADABLE',
      `dataset: received ${JSON.stringify(relative)}; the dashboard can't resolve relative paths. Give a path that starts with / or ~/, or upload the file.`,
    );
  }
  return resolveDataset(reference, '/');
}
