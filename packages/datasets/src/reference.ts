import type { KnownDatasetName } from './known-datasets.ts';
import { type DatasetOptions, givenOptions } from './options.ts';
import { type UploadedFile, uploadedFile } from './upload-reference.ts';

/** Fields that name a file. */
export const datasetRoles = ['train', 'trainLabels', 'test', 'testLabels'] as const;
type DatasetRole = (typeof datasetRoles)[number];

/** Samples in `.npy`, `.npz`, IDX or CSV files, gzipped or not. The format is detected from the content. */
export type DatasetFiles = { readonly train: string } & Readonly<Partial<Record<DatasetRole, string | undefined>>> & DatasetOptions;
/** A known data set with options. */
type NamedDataset = { readonly name: KnownDatasetName } & DatasetOptions;
/** How a spec refers to its data: a known name alone, a known name with options, or files. Options at their default are omitted. */
export type DatasetReference = KnownDatasetName | NamedDataset | DatasetFiles;

/** The name of a known data set; null for files. */
export function knownNameOf(reference: DatasetReference): KnownDatasetName | null {
  if (typeof reference === 'string') return reference;
  return 'name' in reference ? reference.name : null;
}

/** The files of a reference; null for a known data set. */
export function filesOf(reference: DatasetReference): (Readonly<Partial<Record<DatasetRole, string>>> & { readonly train: string }) | null {
  if (typeof reference === 'string' || 'name' in reference) return null;
  const { train, trainLabels, test, testLabels } = reference;
  return {
    train,
    ...(trainLabels === undefined ? {} : { trainLabels }),
    ...(test === undefined ? {} : { test }),
    ...(testLabels === undefined ? {} : { testLabels }),
  };
}

/** The files of a reference that were uploaded to the home, each once. */
export function uploadsOf(reference: DatasetReference): readonly UploadedFile[] {
  const uploads = Object.values(filesOf(reference) ?? {}).flatMap((path) => uploadedFile(path) ?? []);
  return [...new Map(uploads.map((upload) => [upload.id, upload])).values()];
}

/** The options of a reference that are not at their default. */
export function optionsOf(reference: DatasetReference): DatasetOptions {
  return typeof reference === 'string' ? {} : givenOptions(reference);
}

export const labelRoles = ['trainLabels', 'testLabels'] as const;
export type LabelRole = (typeof labelRoles)[number];

/**
 * The labels that a reference names. Known data sets have all of theirs. A file may hold labels that its reference does not name; they
 * are known after reading it (`labels` of a data set).
 */
export function namedLabels(reference: DatasetReference): readonly LabelRole[] {
  const files = filesOf(reference);
  return files === null ? labelRoles : labelRoles.filter((role) => files[role] !== undefined);
}
