import { receivedText } from '@hourglass/presentation';
import { z } from 'zod';
import { dataShapeFrom } from './data-kind.ts';
import { knownDatasetNames, knownDatasets } from './known-datasets.ts';
import {
  binariseKinds,
  colourKinds,
  type DatasetOption,
  datasetOptionsSchema,
  fileKinds,
  fitKinds,
  givenOptions,
  pictureOptions,
  readingKinds,
  scaleKinds,
} from './options.ts';
import type { DatasetReference } from './reference.ts';
import { shapeWithOptions } from './shape-with-options.ts';
import { splitOf } from './split.ts';
import { isUploadText, uploadedFile } from './upload-reference.ts';

const filePath = z
  .string()
  .min(1)
  .max(4096)
  .refine((path) => !path.includes('\0'))
  .refine((path) => !isUploadText(path) || uploadedFile(path) !== null, { params: { isUpload: true } });

/** The files of a data set, with its options. */
const datasetFilesSchema = z.strictObject({
  train: filePath,
  trainLabels: filePath.optional(),
  /** If omitted, the last tenth of the samples is the test set. */
  test: filePath.optional(),
  testLabels: filePath.optional(),
  ...datasetOptionsSchema.shape,
});

const namedDatasetSchema = z.strictObject({ name: z.enum(knownDatasetNames), ...datasetOptionsSchema.shape });

const arrayFile = 'the path of a .npy, .npz, IDX or CSV file';
/** Matches `digits.npy`, `train-images-idx3-ubyte.gz`, `frames.idx`. Any other text is taken for a misspelt name. */
const looksLikeFile = /(\.npy|[.-]idx\d?(-[a-z]+)?)(\.gz)?$|\.(npz|csv|tsv|txt)(\.gz)?(#.+)?$|\.zip$|[\\/]$/i;

/** Parses a reference as given in a spec or flag; a single path means `{ train: path }`. The problem is a sentence for the user. */
export function parseDatasetReference(value: unknown): { readonly reference: DatasetReference } | { readonly problem: string } {
  if (typeof value === 'string') {
    const name = knownDatasetNames.find((known) => known === value);
    if (name !== undefined) return { reference: name };
    if (looksLikeFile.test(value) || isUploadText(value)) return parseFiles({ train: value });
  }
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return 'name' in value ? parseNamed(value) : parseFiles(value);
  return {
    problem: `dataset: received ${receivedText(value)}; allowed are ${knownDatasetNames.join(', ')}, or ${arrayFile}, or of a folder (ending in /) or .zip of pictures.`,
  };
}

function parseFiles(value: object): ReturnType<typeof parseDatasetReference> {
  const parsed = datasetFilesSchema.safeParse(value, { reportInput: true });
  if (!parsed.success) return { problem: sentences(parsed.error, datasetFilesSchema) };
  const { train, trainLabels, test, testLabels, ...options } = parsed.data;
  if (testLabels !== undefined && test === undefined) {
    return { problem: `dataset.testLabels: received ${receivedText(testLabels)} without dataset.test; give both or neither.` };
  }
  const { fit, size } = givenOptions(options);
  if (fit !== undefined && size === undefined) {
    return {
      problem: `dataset.fit: received ${receivedText(fit)} without dataset.size, to which pictures are fitted; give both or neither.`,
    };
  }
  const labels = trainLabels === undefined ? {} : { trainLabels };
  const ofTest = { ...(test === undefined ? {} : { test }), ...(testLabels === undefined ? {} : { testLabels }) };
  return { reference: { train, ...labels, ...ofTest, ...givenOptions(options) } };
}

/** A known data set's options are checked at once, because its size is known. */
function parseNamed(value: object): ReturnType<typeof parseDatasetReference> {
  const parsed = namedDatasetSchema.safeParse(value, { reportInput: true });
  if (!parsed.success) return { problem: sentences(parsed.error, namedDatasetSchema) };
  const { name, ...given } = parsed.data;
  const [picture] = Object.entries(pictureOptions(given));
  if (picture !== undefined) {
    const [option, value] = picture;
    return {
      problem: `dataset.${option}: received ${receivedText(value)}, which is an option of pictures in a folder; ${name} has none. Leave it out.`,
    };
  }
  const known = knownDatasets[name];
  const { title, trainCount, validationCount } = known;
  const split = splitOf({ count: trainCount + validationCount, hasTestFile: true, name: title }, given);
  if ('problem' in split) return split;
  if (given.kind !== undefined) {
    return {
      problem: `dataset.kind: received "${given.kind}" for ${title}, whose samples are of kind ${known.kind}; give \`as\` instead.`,
    };
  }
  const shape = shapeWithOptions(known, given);
  if ('problem' in shape) return { problem: `${shape.problem} of ${title}.` };
  const { validation, limit, ...options } = given;
  const isOwnShape = given.shape !== undefined && dataShapeFrom(given.shape)?.sampleShape.join() === known.sampleShape.join();
  const other = givenOptions({
    ...options,
    ...(validation === undefined || validation === validationCount ? {} : { validation }),
    ...(limit === undefined || limit === trainCount + validationCount - split.validation.to ? {} : { limit }),
    ...(isOwnShape ? { shape: undefined } : {}),
  });
  return { reference: Object.keys(other).length === 0 ? name : { name, ...other } };
}

function sentences(error: z.ZodError, schema: z.ZodObject): string {
  return error.issues.map((issue) => sentence(issue, Object.keys(schema.shape).join(', '))).join(' ');
}

const allowedBy: Readonly<Record<'name' | DatasetOption, string>> = {
  name: `allowed are ${knownDatasetNames.join(', ')}`,
  scale: `allowed are ${scaleKinds.join(', ')}`,
  validation: 'a whole number of samples from 0 is allowed',
  limit: 'a whole number of samples from 1 is allowed',
  shape: 'one to three whole numbers from 1 are allowed, for example [28, 28]',
  binarise: `allowed are ${binariseKinds.join(', ')}`,
  kind: `${fileKinds.join(', ')} is allowed`,
  as: `${readingKinds.join(', ')} is allowed`,
  size: 'a whole number of pixels from 1 to 1024 is allowed',
  fit: `allowed are ${fitKinds.join(', ')}`,
  colour: `allowed are ${colourKinds.join(', ')}`,
  skipDamaged: 'allowed are true, false',
};

function sentence(issue: z.core.$ZodIssue, fields: string): string {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `dataset.${key}: this field does not exist; allowed are ${fields}.`).join(' ');
  }
  if (issue.code === 'custom' && issue.params?.isUpload === true) {
    return `dataset.${issue.path.join('.')}: received ${receivedText(issue.input)}; an uploaded file is named upload:ID/NAME, with the first 16 hex digits of its SHA-256 as ID. Upload it in the form of a new sweep, or give its path.`;
  }
  const [field = ''] = issue.path;
  const allowed =
    Object.entries(allowedBy).find(([name]) => name === field)?.[1] ??
    `${arrayFile}${String(field).endsWith('Labels') ? '' : ', or of a folder or .zip of pictures,'} is allowed`;
  return `dataset.${issue.path.join('.')}: received ${receivedText(issue.input)}; ${allowed}.`;
}

/** `parseDatasetReference` as a zod schema, for edges that compose schemas. */
export const datasetReferenceSchema = z.unknown().transform((value, context): DatasetReference => {
  const parsed = parseDatasetReference(value);
  if ('reference' in parsed) return parsed.reference;
  context.addIssue({ code: 'custom', message: parsed.problem, input: value });
  return z.NEVER;
});
