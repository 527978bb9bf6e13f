import { pinnedWheel, wheelDiskBytes } from './early/pinned-wheel.mjs';
import type { LibrarySource } from './library.ts';
import { releasedArchiveDiskBytes, releasedArchives } from './released-archive.ts';

/** Facts of the machine on which the choice of a library depends. */
export interface SourceFacts {
  /** `LIBTENSORFLOW_PATH` names a usable library. (An unusable one is an error, not a reason to take another.) */
  readonly named: boolean;
  /** An earlier provision left a library in the cache. */
  readonly cached: boolean;
  /** For example `linux-x64`. */
  readonly system: string;
  /** For example `2.36`; null where the C library is another one. */
  readonly glibc: string | null;
  /** Whether python3 with pip is installed. */
  readonly pip: boolean;
  /** Bytes free where the cache is. */
  readonly freeBytes: number;
  /** The sources that were tried, and why each failed. */
  readonly failed: Partial<Readonly<Record<LibrarySource, string>>>;
}

export interface SkippedSource {
  readonly source: LibrarySource;
  readonly reason: string;
  readonly remedy: string;
}

export interface SourceChoice {
  /** null where no native library is available, so that wasm is used. */
  readonly source: LibrarySource | null;
  /** Better sources that could have been downloaded, and why they were not. */
  readonly skipped: readonly SkippedSource[];
}

/** Decides where libtensorflow comes from: the user's own, the cache, the pinned wheel, tfjs-node's own download, in this order. */
export function chooseSource(facts: SourceFacts): SourceChoice {
  if (facts.named) return { source: 'user', skipped: [] };
  if (facts.cached) return { source: 'cache', skipped: [] };
  const skipped: SkippedSource[] = [];
  for (const source of ['wheel', 'tfjs-node'] as const) {
    const obstacle = obstacles[source](facts);
    if (obstacle === null) return { source, skipped };
    skipped.push({ source, ...obstacle });
  }
  return { source: null, skipped };
}

type Obstacle = Pick<SkippedSource, 'reason' | 'remedy'> | null;

const nameYourOwn = 'Name your own TensorFlow C library with LIBTENSORFLOW_PATH';

const obstacles = {
  wheel: ({ system, glibc, pip, freeBytes, failed }: SourceFacts): Obstacle => {
    if (system !== pinnedWheel.system) {
      return { reason: `the pinned wheel is for ${pinnedWheel.system}, this is ${system}.`, remedy: `${nameYourOwn}.` };
    }
    if (glibc === null || !atLeast(glibc, pinnedWheel.minimumGlibc)) {
      const found = glibc === null ? 'another C library' : `glibc ${glibc}`;
      return {
        reason: `the pinned wheel needs glibc ${pinnedWheel.minimumGlibc} or newer, this system has ${found}.`,
        remedy: `${nameYourOwn}.`,
      };
    }
    if (!pip) {
      return {
        reason: 'there is no python3 with pip to download the wheel.',
        remedy: 'Install them (Debian: apt-get install python3-pip) and run `npm run setup` again.',
      };
    }
    return diskTooSmall(freeBytes, wheelDiskBytes) ?? failedBefore(failed.wheel);
  },
  'tfjs-node': ({ system, freeBytes, failed }: SourceFacts): Obstacle => {
    if (releasedArchives[system] === undefined) {
      return { reason: `tfjs-node offers no library for ${system}.`, remedy: `${nameYourOwn}.` };
    }
    return diskTooSmall(freeBytes, releasedArchiveDiskBytes) ?? failedBefore(failed['tfjs-node']);
  },
};

function diskTooSmall(freeBytes: number, needed: number): Obstacle {
  if (freeBytes >= needed) return null;
  const megabytes = (bytes: number) => `${Math.floor(bytes / 1e6)} MB`;
  return {
    reason: `it needs ${megabytes(needed)} on the disk of the cache, which has ${megabytes(freeBytes)} free.`,
    remedy: 'Make room, or name another folder with HOURGLASS_CACHE, and run `npm run setup` again.',
  };
}

function failedBefore(reason: string | undefined): Obstacle {
  return reason === undefined ? null : { reason, remedy: 'Run `npm run setup` again when this is fixed.' };
}

/** Whether a version like `2.36` is at least another. */
function atLeast(version: string, minimum: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [minimumMajor = 0, minimumMinor = 0] = minimum.split('.').map(Number);
  return major > minimumMajor || (major === minimumMajor && minor >= minimumMinor);
}
