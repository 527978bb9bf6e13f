import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { TrainerError } from './errors.ts';
import { isProcessAlive, workerIdentity } from './worker/identity.ts';

const ownerSchema = z.object({ pid: z.int(), startedAt: z.number(), url: z.string() });

/** The process that runs a home's dashboard and workers. */
export type Owner = Readonly<z.output<typeof ownerSchema>>;

const fileIn = (home: string) => join(home, 'owner.json');

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
    return isProcessAlive(owner) ? owner : null;
  } catch {
    // Cut off while it was written: nobody who lives wrote it.
    return null;
  }
}

/** @throws TrainerError HOME_OWNED with the first owner's address */
export async function requireNoOwner(home: string): Promise<void> {
  const owner = await findOwner(home);
  if (owner !== null) throw new TrainerError('HOME_OWNED', `Hourglass already runs for ${home}: ${owner.url} (process ${owner.pid}).`);
}

/** @throws TrainerError HOME_OWNED with the first owner's address */
export async function takeOwnership(home: string, url: string): Promise<{ release(): Promise<void> }> {
  await requireNoOwner(home);
  await mkdir(home, { recursive: true });
  const { pid, startedAt } = workerIdentity();
  await writeFile(fileIn(home), JSON.stringify({ pid, startedAt, url }));
  return { release: () => rm(fileIn(home), { force: true }) };
}
