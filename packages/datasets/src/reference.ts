import { sizeOfShape } from '@hourglass/presentation';
import { z } from 'zod';
import { type DataShape, dataShapeFrom } from './data-kind.ts';
import { type KnownDatasetName, knownDatasetNames, knownDatasets } from './known-datasets.ts';
import { type DatasetOptions, datasetOptionsSchema, givenOptions, scaleKinds } from './options.ts';
import { splitOf } from './split.ts';
import { isUploadText, type UploadedFile, uploadedFile } from './upload-reference.ts';

const filePath = z
  .string()
  .min(1)
  .max(4096)
  .refine((path) => !path.includes('\0'))
  .refine((path) => !isUploadText(path) || uploadedFile(path) !== null, { params: { isUpload: true } });

/** The files of a data set, with its options. */
export const datasetFilesSchema = z.strictObject({
  train: filePath,
  trainLabels: filePath.optional(),
  /** If omitted, the last tenth of the samples is the test set. */
  test: filePath.optional(),
  testLabels: filePath.optional(),
  ...datasetOptionsSchema.shape,
});

const namedDatasetSchema = z.strictObject({ name: z.enum(knownDatasetNames), ...datasetOptionsSchema.shape });

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

const allowedFiles = 'the path of a .npy, .npz, IDX or CSV file';
/** `digits.npy`, `train-images-idx3-ubyte.gz`, `frames.idx`: anything else without a folder is taken for a misspelt name. */
const looksLikeFile = /(\.npy|[.-]idx\d?(-[a-z]+)?)(\.gz)?$|\.(npz|csv|tsv|txt)(\.gz)?(#.+)?$/i;

/** Parses a reference as given in a spec or flag; a single path means `{ train: path }`. The problem is a sentence for the user. */
export function parseDatasetReference(value: unknown): { readonly reference: DatasetReference } | { readonly problem: string } {
  if (typeof value === 'string') {
    const name = knownDatasetNames.find((known) => known === value);
    if (name !== undefined) return { reference: name };
    if (looksLikeFile.test(value) || isUploadText(value)) return parseFiles({ train: value });
  }
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return 'name' in value ? parseNamed(value) : parseFiles(value);
  return { problem: `dataset: received ${picture(value)}; allowed are ${knownDatasetNames.join(', ')}, or ${allowedFiles}.` };
}

function parseFiles(value: object): ReturnType<typeof parseDatasetReference> {
  const parsed = datasetFilesSchema.safeParse(value, { reportInput: true });
  if (!parsed.success) return { problem: sentences(parsed.error, datasetFilesSchema) };
  const { scale, validation, limit, shape, ...files } = parsed.data;
  if (files.testLabels !== undefined && files.test === undefined) {
    return { problem: `dataset.testLabels: received ${picture(files.testLabels)} without dataset.test; give both or neither.` };
  }
  return { reference: { ...files, ...givenOptions({ scale, validation, limit, shape }) } };
}

/** A known data set's options are checked at once, because its size is known. */
function parseNamed(value: object): ReturnType<typeof parseDatasetReference> {
  const parsed = namedDatasetSchema.safeParse(value, { reportInput: true });
  if (!parsed.success) return { problem: sentences(parsed.error, namedDatasetSchema) };
  const { name, ...given } = parsed.data;
  const { title, trainCount, validationCount, sampleSize, sampleShape } = knownDatasets[name];
  const split = splitOf({ count: trainCount + validationCount, hasTestFile: true, name: title }, given);
  if ('problem' in split) return split;
  const shape = given.shape === undefined ? null : reshaped(given.shape, sampleSize);
  if (shape !== null && 'problem' in shape) return { problem: `${shape.problem} of ${title}.` };
  const { validation, limit, ...options } = given;
  const isOwnShape = shape !== null && shape.sampleShape.join() === sampleShape.join();
  const other = givenOptions({
    ...options,
    ...(validation === undefined || validation === validationCount ? {} : { validation }),
    ...(limit === undefined || limit === trainCount + validationCount - split.validation.to ? {} : { limit }),
    ...(isOwnShape ? { shape: undefined } : {}),
  });
  return { reference: Object.keys(other).length === 0 ? name : { name, ...other } };
}

/** The kind and shape of samples that are given another shape, or what is wrong with it, up to the data set's name. */
export function reshaped(shape: readonly number[], size: number): DataShape | { readonly problem: string } {
  const values = sizeOfShape(shape);
  const data = dataShapeFrom(shape);
  const received = `dataset.shape: received [${shape.join(', ')}]`;
  if (data === null) return { problem: `${received}; allowed are [${size}], [height, width] and [height, width, 1] for the samples` };
  if (values !== size)
    return { problem: `${received}, which is ${values} values; its product must be ${size}, the number of values in a sample` };
  return data;
}

function sentences(error: z.ZodError, schema: z.ZodObject): string {
  return error.issues.map((issue) => sentence(issue, Object.keys(schema.shape).join(', '))).join(' ');
}

const allowedBy: Readonly<Record<string, string>> = {
  name: `${knownDatasetNames.join(' or ')} is allowed`,
  scale: `allowed are ${scaleKinds.join(', ')}`,
  validation: 'a whole number of samples from 0 is allowed',
  limit: 'a whole number of samples from 1 is allowed',
  shape: 'one to three whole numbers from 1 are allowed, for example [28, 28]',
};

function sentence(issue: z.core.$ZodIssue, fields: string): string {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `dataset.${key}: this field does not exist; allowed are ${fields}.`).join(' ');
  }
  if (issue.code === 'custom' && issue.params?.isUpload === true) {
    return `dataset.${issue.path.join('.')}: received ${picture(issue.input)}; an uploaded file is named upload:ID/NAME, with the first 16 hex digits of its SHA-256 as ID. Upload it in the form of a new sweep, or give its path.`;
  }
  const [field = ''] = issue.path;
  return `dataset.${issue.path.join('.')}: received ${picture(issue.input)}; ${allowedBy[String(field)] ?? `${allowedFiles} is allowed`}.`;
}

function picture(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** The same as a zod schema, for edges that compose schemas. */
export const datasetReferenceSchema = z.unknown().transform((value, context): DatasetReference => {
  const parsed = parseDatasetReference(value);
  if ('reference' in parsed) return parsed.reference;
  context.addIssue({ code: 'custom', message: parsed.problem, input: value });
  return z.NEVER;
});
