import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A machine's first build, beside training workers: as measured on two cores (docs/measurements.md, The first start), in seconds. */
const firstBuildSeconds = 60;

/** The last part of the names of files that hold a duration. */
export const secondsSuffix = '.seconds';

/**
 * How long building takes: as long as the last build of this checkout, which `file` holds, or else as the last build of another checkout, which
 * a file beside it holds; `firstBuildSeconds` if none was measured on this machine.
 */
export function expectedSeconds(file: string): number {
  const folder = dirname(file);
  const others = readdirSync(folder)
    .filter((name) => name.endsWith(secondsSuffix) && name !== basename(file))
    .map((name) => join(folder, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const candidate of [file, ...others]) {
    const seconds = readSeconds(candidate);
    if (seconds !== null) return seconds;
  }
  return firstBuildSeconds;
}

export function rememberSeconds(file: string, seconds: number): void {
  writeFileSync(file, String(seconds));
}

/** Null for a missing or damaged file. */
function readSeconds(file: string): number | null {
  try {
    const seconds = Number(readFileSync(file, 'utf8'));
    return Number.isFinite(seconds) && seconds > 0 ? seconds : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
