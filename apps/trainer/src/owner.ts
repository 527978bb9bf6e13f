import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FileLock, findOwner, lockFile, type Owner, ownerFile, thisProcess } from '@hourglass/db';
import { messageOf } from '@hourglass/presentation';
import { TrainerError } from './errors.ts';

/** How long an owner may take from its lock to its entry, in milliseconds. */
const ownerTimeout = 2_000;

/** @throws TrainerError HOME_OWNED with the first owner's address */
export async function requireNoOwner(home: string): Promise<void> {
  const owner = await findOwner(home);
  if (owner !== null) throw owned(home, owner);
}

/** The entry by which other processes know the owner. */
type OwnerEntry = Pick<Owner, 'url' | 'workers' | 'because'>;

interface Ownership {
  /** Call it when the number of workers changes. */
  update(change: Pick<OwnerEntry, 'workers' | 'because'>): Promise<void>;
  release(): Promise<void>;
}

/** Of two concurrent callers, one becomes the owner. @throws TrainerError HOME_OWNED with the first owner's address */
export async function takeOwnership(home: string, entry: OwnerEntry): Promise<Ownership> {
  const lock = await takeLock(home);
  if (lock === null) throw owned(home, await namedOwner(home));
  await writeOwner(home, entry);
  let isReleased = false;
  return {
    async update(change) {
      if (!isReleased) await writeOwner(home, { ...entry, ...change });
    },
    async release() {
      isReleased = true;
      await rm(ownerFile(home), { force: true });
      lock.release();
    },
  };
}

/** Atomic, because other processes read it at any time. */
async function writeOwner(home: string, entry: OwnerEntry): Promise<void> {
  const { pid, startedAt } = thisProcess();
  const temporary = `${ownerFile(home)}.${randomUUID()}`;
  await writeFile(temporary, JSON.stringify({ pid, startedAt, ...entry } satisfies Owner));
  await rename(temporary, ownerFile(home));
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
