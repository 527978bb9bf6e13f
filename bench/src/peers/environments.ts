import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The environments of the comparison of steps. */
export type StepEnvironment = 'tensorflow' | 'pytorch' | 'jax';

/** Each has a separate virtual environment with the versions of `peers/requirements/<name>.txt`, so that one failure does not affect the others. */
export type EnvironmentName = StepEnvironment | 'mlflow';

/** The path of its Python, or why it could not be installed. */
export type PeerEnvironment = { readonly python: string } | { readonly missing: string };

export const peersFolder = join(import.meta.dirname, '..', '..', 'peers');

export interface ProvideOptions {
  readonly cacheFolder: string;
  readonly note: (line: string) => void;
}

/** Installs a peer into the user's cache folder, once per list of versions. */
export async function provideEnvironment(name: EnvironmentName, { cacheFolder, note }: ProvideOptions): Promise<PeerEnvironment> {
  const requirements = join(peersFolder, 'requirements', `${name}.txt`);
  const hash = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 12);
  const folder = join(cacheFolder, 'bench', `${name}-${hash}`);
  const python = join(folder, 'bin', 'python');
  const complete = join(folder, '.complete');
  if (existsSync(complete)) return { python };
  note(`Installing ${name} into ${folder}`);
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await run('python3', ['-m', 'venv', folder]);
    await run(python, ['-m', 'pip', 'install', '--quiet', '--no-deps', '--only-binary=:all:', '-r', requirements], { maxBuffer: 2 ** 26 });
    await writeFile(complete, '');
    return { python };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    return { missing: `it could not be installed: ${lastLine(error)}` };
  }
}

function lastLine(error: unknown): string {
  const text = error instanceof Error && 'stderr' in error && String(error.stderr).trim() !== '' ? String(error.stderr) : String(error);
  return text.trim().split('\n').at(-1) ?? 'it said nothing';
}
