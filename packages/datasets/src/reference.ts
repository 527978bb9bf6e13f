import { z } from 'zod';
import { type KnownDatasetName, knownDatasetNames } from './known-datasets.ts';

const filePath = z
  .string()
  .min(1)
  .max(4096)
  .refine((path) => !path.includes('\0'));

/** The files of a data set. Any further field is an option that changes what a run sees: part of fingerprints, left out at its default. */
export const datasetFilesSchema = z.strictObject({
  train: filePath,
  trainLabels: filePath.optional(),
  /** Without it the last tenth of the samples is the test. */
  test: filePath.optional(),
  testLabels: filePath.optional(),
});

/** Fields that name a file. What a file holds counts by its content, wherever it lies. */
export const datasetRoles = ['train', 'trainLabels', 'test', 'testLabels'] as const;

/** Samples in `.npy`, `.npz`, IDX or CSV files, gzipped or not; their bytes tell which. */
export type DatasetFiles = Readonly<z.output<typeof datasetFilesSchema>>;
/** How a spec names its data: a known name, or files. */
export type DatasetReference = KnownDatasetName | DatasetFiles;

export const labelRoles = ['trainLabels', 'testLabels'] as const;
export type LabelRole = (typeof labelRoles)[number];

/**
 * The labels that a reference names. Known data sets have all of theirs. A file may hold more than its reference names, which only reading
 * it tells: `labels` of a data set.
 */
export function namedLabels(reference: DatasetReference): readonly LabelRole[] {
  return typeof reference === 'string' ? labelRoles : labelRoles.filter((role) => reference[role] !== undefined);
}

const allowedFiles = 'the path of a .npy, .npz, IDX or CSV file';
const fileFields = Object.keys(datasetFilesSchema.shape).join(', ');

/** `digits.npy`, `train-images-idx3-ubyte.gz`, `frames.idx`: anything else without a folder is taken for a misspelt name. */
const looksLikeFile = /(\.npy|[.-]idx\d?(-[a-z]+)?)(\.gz)?$|\.(npz|csv|tsv|txt)(\.gz)?(#.+)?$/i;

/** Reads what a person wrote; a single path means `{ train: path }`. The problem is a sentence for that person. */
export function parseDatasetReference(value: unknown): { readonly reference: DatasetReference } | { readonly problem: string } {
  if (typeof value === 'string') {
    const name = knownDatasetNames.find((known) => known === value);
    if (name !== undefined) return { reference: name };
    if (looksLikeFile.test(value)) return parseFiles({ train: value });
  }
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return parseFiles(value);
  return { problem: `dataset: received ${picture(value)}; allowed are ${knownDatasetNames.join(', ')}, or ${allowedFiles}.` };
}

function parseFiles(value: object): ReturnType<typeof parseDatasetReference> {
  const parsed = datasetFilesSchema.safeParse(value, { reportInput: true });
  if (!parsed.success) return { problem: parsed.error.issues.map(sentence).join(' ') };
  if (parsed.data.testLabels !== undefined && parsed.data.test === undefined) {
    return { problem: `dataset.testLabels: received ${picture(parsed.data.testLabels)} without dataset.test; give both or neither.` };
  }
  return { reference: parsed.data };
}

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `dataset.${key}: this field does not exist; allowed are ${fileFields}.`).join(' ');
  }
  return `dataset.${issue.path.join('.')}: received ${picture(issue.input)}; ${allowedFiles} is allowed.`;
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
