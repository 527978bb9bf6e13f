import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FileLock, lockFile, thisHost, thisProcess } from '@hourglass/db';
import { messageOf } from '@hourglass/presentation';
import { z } from 'zod';
import { TrainerError } from './errors.ts';

const ownerSchema = z.object({ pid: z.int(), startedAt: z.number(), url: z.string(), workers: z.int() });

/** The process that runs a home's dashboard and workers. */
export type Owner = Readonly<z.output<typeof ownerSchema>>;

/** Who it is; `owner.lock` is what makes it so: the system gives that back when its holder ends, whatever way it ends. */
const fileIn = (home: string) => join(home, 'owner.json');

/** How long an owner may take from its lock to its entry, in milliseconds. */
const ownerTimeout = 2_000;

/** The living owner of a home, if there is one. */
export async function findOwner(home: string): Promise<Owner | null> {
  let text: string;
  try {
    text = await readFile(fileIn(home), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    const owner = ownerSchema.parse(JSON.parse(text));
    return thisHost.processState(owner) === 'gone' ? null : owner;
  } catch {
    // Not written by this program: it names no living owner.
    return null;
  }
}

/** @throws TrainerError HOME_OWNED with the first owner's address */
export async function requireNoOwner(home: string): Promise<void> {
  const owner = await findOwner(home);
  if (owner !== null) throw owned(home, owner);
}

/** Of two concurrent callers, one becomes the owner. @throws TrainerError HOME_OWNED with the first owner's address */
export async function takeOwnership(home: string, { url, workers }: Pick<Owner, 'url' | 'workers'>): Promise<{ release(): Promise<void> }> {
  const lock = await takeLock(home);
  if (lock === null) throw owned(home, await namedOwner(home));
  const { pid, startedAt } = thisProcess();
  // Atomic, because other processes read it at any time.
  const temporary = `${fileIn(home)}.${randomUUID()}`;
  await writeFile(temporary, JSON.stringify({ pid, startedAt, url, workers } satisfies Owner));
  await rename(temporary, fileIn(home));
  return {
    async release() {
      await rm(fileIn(home), { force: true });
      lock.release();
    },
  };
}

async function takeLock(home: string): Promise<FileLock | null> {
  try {
    await mkdir(home, { recursive: true });
    return lockFile(join(home, 'owner.lock'));
  } catch (error) {
    const reason = messageOf(error);
    throw new TrainerError('BAD_INPUT', `--home: received "${home}"; it can't be written (${reason}). Choose another home.`, {
      cause: error,
    });
  }
}

/** The lock is taken shortly before its owner is written. */
async function namedOwner(home: string): Promise<Owner | null> {
  const deadline = Date.now() + ownerTimeout;
  for (;;) {
    const owner = await findOwner(home);
    if (owner !== null || Date.now() > deadline) return owner;
    await sleep(20);
  }
}

function owned(home: string, owner: Owner | null): TrainerError {
  const who = owner === null ? 'another process, whose address is not known yet' : `${owner.url} (process ${owner.pid})`;
  return new TrainerError('HOME_OWNED', `Hourglass is already running for ${home}: ${who}.`);
}
