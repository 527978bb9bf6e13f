import { readFileSync, writeFileSync } from 'node:fs';

/** How long a first build takes beside two training workers, on two cores. */
const typicalSeconds = 60;

/** How long building takes: as long as the last build on this machine, which `file` holds; before the first, a usual duration. */
export function expectedSeconds(file: string): number {
  try {
    const seconds = Number(readFileSync(file, 'utf8'));
    return Number.isFinite(seconds) && seconds > 0 ? seconds : typicalSeconds;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return typicalSeconds;
    throw error;
  }
}

export function rememberSeconds(file: string, seconds: number): void {
  writeFileSync(file, String(seconds));
}
