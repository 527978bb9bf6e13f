import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { thisHost } from './this-host.ts';

const ownerSchema = z.object({
  pid: z.int(),
  startedAt: z.number(),
  url: z.string(),
  /** How many workers it keeps running at present. */
  workers: z.int(),
  /** What limits their number, as the end of a sentence; empty if it has not said. */
  because: z.string().default(''),
});

/** The process that runs a home's dashboard and workers. */
export type Owner = Readonly<z.output<typeof ownerSchema>>;

/** The entry of the owner. Only the lock on `owner.lock`, which the system releases with its holder, makes a process the owner. */
export function ownerFile(home: string): string {
  return join(home, 'owner.json');
}

/** The living owner of a home, if there is one. */
export async function findOwner(home: string): Promise<Owner | null> {
  let text: string;
  try {
    text = await readFile(ownerFile(home), 'utf8');
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
