import type { ReconstructionKeeping } from './record-config.ts';

/** Every epoch up to this one is a landmark; later ones are spaced evenly on a logarithmic scale. */
const firstEpochs = 10;
const epochsPerDecade = 20;

/** An epoch with recorded reconstructions. */
export interface RecordedEpoch {
  readonly epoch: number;
  /** Lower is better (`rankOf`); null if the value was not finite. */
  readonly rank: number | null;
}

/** Whether an epoch keeps its reconstructions for any length of the run. */
export function isLandmark(keeping: ReconstructionKeeping, epoch: number): boolean {
  switch (keeping.kind) {
    case 'all':
      return true;
    case 'every':
      return epoch % keeping.epochs === 0;
    case 'thinned': {
      if (epoch <= firstEpochs) return true;
      // round(10^(i / 20)), whole i: 11, 13, 14, 16, 18, 20, 22, 25, 28, 32, 35, 40 …
      const nearest = Math.round(epochsPerDecade * Math.log10(epoch));
      return Math.round(10 ** (nearest / epochsPerDecade)) === epoch;
    }
  }
}

/**
 * The epochs of a run that keep their reconstructions: landmarks, and the best and the last epoch up to each horizon. A horizon is the
 * epoch of a full checkpoint, from which the run may resume; the resumed run then has the reconstructions that it had at that epoch. If the rule is
 * applied from the first epoch on, a complete run keeps the same epochs however often it was interrupted.
 *
 * @param recorded ascending by epoch
 * @param horizons epochs; `Infinity` is the current end of the run
 */
export function keptEpochs(
  recorded: readonly RecordedEpoch[],
  keeping: ReconstructionKeeping,
  horizons: readonly number[],
): ReadonlySet<number> {
  const kept = new Set(recorded.filter(({ epoch }) => isLandmark(keeping, epoch)).map(({ epoch }) => epoch));
  for (const horizon of horizons) {
    const passed = recorded.filter(({ epoch }) => epoch <= horizon);
    const last = passed.at(-1);
    if (last !== undefined) kept.add(last.epoch);
    const best = bestOf(passed);
    if (best !== null) kept.add(best);
  }
  return kept;
}

/** The largest number of epochs whose reconstructions a complete run keeps. */
export function countKeptEpochs(keeping: ReconstructionKeeping, epochs: number): number {
  let landmarks = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) if (isLandmark(keeping, epoch)) landmarks++;
  return Math.min(epochs, landmarks + 2);
}

/** The epoch with the lowest rank, the earliest of several. */
function bestOf(recorded: readonly RecordedEpoch[]): number | null {
  let best: { readonly epoch: number; readonly rank: number } | null = null;
  for (const { epoch, rank } of recorded) if (rank !== null && (best === null || rank < best.rank)) best = { epoch, rank };
  return best?.epoch ?? null;
}
