import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StartOptions {
  /** Folders that the process and its children can only read: mounted so in a namespace of their own (`canMountReadOnly`). */
  readonly readOnly?: readonly string[];
  /** Shell commands that run first, in the same process. */
  readonly before?: string;
  /** Whether the process leads a new process group, which can be killed as a whole. */
  readonly isGroupLeader?: boolean;
}

const ownMounts = ['unshare', '--map-root-user', '--mount'] as const;

/** Whether this user may have mounts of its own. Root ignores the mode of a folder, so that only a mount makes one read-only in every test run. */
export function canMountReadOnly(): boolean {
  const [unshare, ...flags] = ownMounts;
  return spawnSync(unshare, [...flags, 'true']).status === 0;
}

function mountReadOnly(folder: string): string {
  return `mount --bind '${folder}' '${folder}' && mount -o remount,ro,bind '${folder}'`;
}

/** Starts the real command line as a child process. */
export function startHourglass(
  arguments_: readonly string[],
  env: Readonly<Record<string, string>> = {},
  { before, isGroupLeader = false, readOnly = [] }: StartOptions = {},
): ChildProcess {
  const { INIT_CWD: _, HOURGLASS_HOME: __, ...inherited } = process.env;
  const program = join(root, 'hourglass');
  const first = [...(before === undefined ? [] : [before]), ...readOnly.map(mountReadOnly)];
  const namespace = readOnly.length === 0 ? [] : ownMounts;
  const [command, ...words] =
    first.length === 0
      ? [program, ...arguments_]
      : [...namespace, 'sh', '-c', `${first.join(' && ')} && exec "$0" "$@"`, program, ...arguments_];
  return spawn(command ?? program, words, {
    cwd: root,
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: isGroupLeader,
  });
}

/** Runs the real command line and waits for its exit. */
export function hourglass(...arguments_: readonly string[]): Promise<Finished> {
  return untilExit(startHourglass(arguments_));
}

export function untilExit(child: ChildProcess): Promise<Finished> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}

/** Sends SIGINT, as Ctrl-C does, and waits for the exit. */
export async function interruptProcess(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    await ended;
  }
  return child.signalCode ?? child.exitCode;
}

/** Creates a temporary folder, runs `work`, and removes the folder. */
export async function inTemporaryFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'hourglass-test-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
