import { spawn } from 'node:child_process';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { findOwner, type Store } from '@hourglass/db';
import { note } from '../terminal/print.ts';

/**
 * Lets the workers of `up` train a sweep, or else starts a background process: this command again without `--detach`, which finds the sweep by its
 * spec, trains it with its own workers, and ends with it. It has no terminal and writes its output to a file. Where no workers are requested, the sweep
 * waits for others.
 */
export async function detach({ home }: Pick<Store, 'home'>, sweep: string, requestedWorkers: number | undefined): Promise<Detached> {
  const owner = await findOwner(home);
  if (owner !== null && owner.workers > 0) {
    note(`It is trained by the workers of ${owner.url}. To stop it: ./hourglass sweeps stop ${sweep}`);
    return { pid: null, log: null };
  }
  if (requestedWorkers === 0) {
    note(`It waits for workers: ./hourglass up, or ./hourglass worker, trains it. To stop it: ./hourglass sweeps stop ${sweep}`);
    return { pid: null, log: null };
  }
  const folder = join(home, 'background');
  await mkdir(folder, { recursive: true });
  const log = join(folder, `${sweep}.log`);
  const file = await open(log, 'a');
  try {
    const [, program = '', ...given] = process.argv;
    const child = spawn(process.execPath, [...process.execArgv, program, ...given.filter((word) => word !== '--detach')], {
      detached: true,
      stdio: ['ignore', file.fd, file.fd],
    });
    child.unref();
    note(`It is trained in the background, by process ${child.pid}, which writes to ${log}. To stop it: ./hourglass sweeps stop ${sweep}`);
    return { pid: child.pid ?? null, log };
  } finally {
    await file.close();
  }
}

interface Detached {
  /** Process id of the background process; null if other workers train the sweep. */
  readonly pid: number | null;
  readonly log: string | null;
}
