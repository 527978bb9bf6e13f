import { formatBytes, formatDuration, formatNumberOf } from '@hourglass/presentation';
import type { Estimated, SweepEstimate } from '@hourglass/sweeps';

export interface EstimateTexts {
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** The measurements behind the estimates, as text. */
  readonly basis: string;
}

/** Formats the expected cost of a sweep, its uncertainty and the data behind it. */
export function prepareEstimate({ seconds, diskBytes, workerBytes, workers, basedOn }: SweepEstimate): EstimateTexts {
  return {
    facts: [
      ...(seconds === null ? [] : [{ name: `time on ${formatNumberOf(workers, 'worker')}`, value: spread(seconds, formatDuration) }]),
      { name: 'memory of each worker', value: `about ${formatBytes(workerBytes)}` },
      ...(diskBytes === null ? [] : [{ name: 'on disk', value: spread(diskBytes, formatBytes) }]),
    ],
    basis:
      basedOn === 0
        ? 'Time and disk space are estimated once a run has been recorded on this machine.'
        : `Time and disk from ${formatNumberOf(basedOn, 'recorded run')} on this machine, memory from measured workers.`,
  };
}

/** `about 4 min 10 s (3 min 20 s to 6 min 40 s)`; without the range if both ends have the same text. */
function spread({ low, expected, high }: Estimated, write: (value: number) => string): string {
  const middle = `about ${write(expected)}`;
  return write(low) === write(high) ? middle : `${middle} (${write(low)} to ${write(high)})`;
}
