import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The reference implementation for the readers of data files, pinned so that tests are reproducible. */
const numpy = ['numpy==2.3.5'] as const;

/** For the remedies of tables. */
const pandas = ['pandas==2.3.3', ...numpy] as const;

/** Runs a Python program with NumPy. Returns its output. @throws Error with the end of its output where it fails */
export async function python(program: string, ...arguments_: readonly string[]): Promise<string> {
  return runWith(numpy, program, arguments_);
}

/** Runs a Python program with pandas and NumPy. Returns its output. @throws Error with the end of its output where it fails */
export async function pythonWithPandas(program: string): Promise<string> {
  return runWith(pandas, program, []);
}

async function runWith(packages: readonly string[], program: string, arguments_: readonly string[]): Promise<string> {
  const { stdout } = await run('python3', ['-c', program, ...arguments_], {
    env: { ...process.env, PYTHONPATH: await providePackages(packages) },
    maxBuffer: 2 ** 28,
  });
  return stdout;
}

/** Whether there is a Python that can install packages. */
export function hasPython(): boolean {
  return spawnSync('python3', ['-m', 'pip', '--version'], { stdio: 'ignore' }).status === 0;
}

/** Installs packages once per machine, outside of all checkouts. Returns their folder. */
export async function providePackages(packages: readonly string[]): Promise<string> {
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'hourglass', `tests-${packages.join('-')}`);
  if (existsSync(folder)) return folder;
  // Published by an atomic rename, because another test run may use it at the same time.
  const temporary = `${folder}.${process.pid}`;
  await mkdir(temporary, { recursive: true });
  await run('python3', ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', temporary, ...packages]);
  await rename(temporary, folder).catch(async (error: unknown) => {
    await rm(temporary, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  });
  return folder;
}
