import { parseDatasetReference, type UploadedFile, uploadsOf } from '@hourglass/datasets/catalog';
import type { JsonObject } from './json.ts';

/** The uploaded files that a stored spec refers to. */
export function uploadsOfSpec({ dataset }: JsonObject): readonly UploadedFile[] {
  if (dataset === undefined) return [];
  const parsed = parseDatasetReference(dataset);
  return 'reference' in parsed ? uploadsOf(parsed.reference) : [];
}
