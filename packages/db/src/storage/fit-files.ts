import { type Dirent, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A cached fit of a baseline. */
export interface FitFile {
  readonly name: string;
  /** Content hash of the data that was fitted; null for a partial file of an interrupted write, and for files that are no fits. */
  readonly contentHash: string | null;
  readonly bytes: number;
  /** UTC milliseconds. */
  readonly changedAt: number;
}

/** A fit, or the saved state of an interrupted one. */
const fitName = /^(?<contentHash>[0-9a-f]{64})-[^.]+(\.progress)?$/;

/**
 * The folder of cached fits: files whose name begins with the content hash of their data. Workers write them
 * (apps/trainer/src/worker/baselines/kept-fits.ts). A removed fit is computed again when it is needed.
 */
export class FitFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** In the order of their names. */
  list(): readonly FitFile[] {
    return entriesOf(this.#folder)
      .filter((entry) => entry.isFile())
      .flatMap(({ name }) => {
        const stat = statSync(join(this.#folder, name), { throwIfNoEntry: false });
        // Removed since the folder was read.
        if (stat === undefined) return [];
        return [{ name, contentHash: fitName.exec(name)?.groups?.contentHash ?? null, bytes: stat.size, changedAt: stat.mtimeMs }];
      })
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  bytes(): number {
    return this.list().reduce((sum, { bytes }) => sum + bytes, 0);
  }

  remove({ name }: Pick<FitFile, 'name'>): void {
    rmSync(join(this.#folder, name), { force: true });
  }
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    // The first fit creates the folder.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
