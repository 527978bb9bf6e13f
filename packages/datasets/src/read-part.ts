import { DatasetError } from './errors.ts';
import type { FileArray } from './formats/file-array.ts';
import { isNpy } from './formats/npy-header.ts';
import { type OpenedFile, openFile } from './formats/open-file.ts';
import { numpyLine, type WritePython } from './remedies/python.ts';
import { partOf, readBytes, type SourceFile } from './source-file.ts';

/** Names that the arrays of an `.npz` file usually have, by what they hold. */
export const usualNames = { train: 'x_train', trainLabels: 'y_train', test: 'x_test', testLabels: 'y_test' } as const;
type Role = keyof typeof usualNames;

/** What is read from a file. */
interface WantedPart {
  readonly role: Role;
  /** Columns of a table that hold the labels of its samples. */
  readonly withoutColumns?: readonly string[];
  /** The number of labels, which is that of the samples. */
  readonly count?: number;
}

export interface ReadPart {
  readonly array: FileArray;
  /** Null where no line of Python changes the file: IDX. */
  readonly python: WritePython | null;
}

/**
 * The array that a source names, or the one that its role implies: the only array of an `.npz` file or that with the usual name, and all columns of a
 * table or its only one.
 *
 * @throws DatasetError where the file is missing or damaged, or does not show which of its arrays is meant
 */
export async function readPart(source: SourceFile, wanted: WantedPart): Promise<ReadPart> {
  const bytes = await readBytes(source);
  const file = await openFile(bytes, source);
  switch (file.kind) {
    case 'array':
      return { array: file.array, python: isNpy(bytes) ? ({ numpy }) => numpyLine(source, { change: numpy }) : null };
    case 'arrays': {
      const name = await arrayName(file, source, wanted.role);
      return { array: await file.read(name), python: ({ numpy }) => numpyLine(partOf(source, name), { change: numpy }) };
    }
    case 'table':
      return { array: tablePart(file, source, wanted), python: file.python };
  }
}

async function arrayName(file: OpenedFile & { readonly kind: 'arrays' }, source: SourceFile, role: Role): Promise<string> {
  if (source.part !== undefined) return source.part;
  const [only] = file.names;
  if (only !== undefined && file.names.length === 1) return only;
  const usual = usualNames[role];
  if (file.names.includes(usual)) return usual;
  if (only === undefined) {
    throw new DatasetError(
      'FORMAT_UNSUPPORTED',
      `${source.field}: ${source.path} is a zip archive without arrays of NumPy. Save its values as .npy, .npz or CSV.`,
    );
  }
  throw new DatasetError(
    'PART_MISSING',
    `${source.field}: ${source.path} holds ${file.describe()}; say which is meant: ${source.path}#${only}`,
  );
}

function tablePart(
  table: OpenedFile & { readonly kind: 'table' },
  source: SourceFile,
  { role, withoutColumns = [], count }: WantedPart,
): FileArray {
  if (source.part !== undefined) return table.column(source.part);
  const isLabels = role === 'trainLabels' || role === 'testLabels';
  if (!isLabels) return table.samples(withoutColumns);
  if (table.names.length === 1) return table.onlyColumn(count);
  throw new DatasetError(
    'PART_MISSING',
    `${source.field}: ${source.path} has the columns ${table.names.join(', ')}; say which holds the labels: ${source.path}#${table.names.at(-1)}`,
  );
}
