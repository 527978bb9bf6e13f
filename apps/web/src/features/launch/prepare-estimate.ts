import { formatBytes, formatDuration, formatNumberOf, formatParameter } from '@hourglass/presentation';
import type { Estimated, SweepEstimate } from '@hourglass/sweeps';

export interface EstimateTexts {
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** The measurements behind the estimates, as text. */
  readonly basis: string;
}

/** Formats the expected cost of a sweep, its uncertainty and the data behind it. */
export function prepareEstimate({ seconds, diskBytes, workerBytes, workers, basedOn, extrapolation }: SweepEstimate): EstimateTexts {
  return {
    facts: [
      ...(seconds === null ? [] : [{ name: `time on ${formatNumberOf(workers, 'worker')}`, value: spread(seconds, formatDuration) }]),
      { name: 'memory of each worker', value: `about ${formatBytes(workerBytes)}` },
      ...(diskBytes === null ? [] : [{ name: 'on disk', value: spread(diskBytes, formatBytes) }]),
    ],
    basis:
      basedOn === 0
        ? 'Time and disk space are estimated once a run has been recorded on this machine.'
        : [
            seconds === null
              ? `Disk from ${formatNumberOf(basedOn, 'recorded run')} on this machine, memory from measured workers. Time is estimated once a run of each family has been recorded.`
              : `Time and disk from ${formatNumberOf(basedOn, 'recorded run')} on this machine, memory from measured workers.`,
            ...widthOf(seconds, extrapolation),
          ].join(' '),
  };
}

/** Both ends of a range that is not worth a reason differ by less than this factor. */
const usualWidth = 3;
const likeRecorded = 1.5;

/** Why a range of time is wide, and what makes it narrower. */
function widthOf(seconds: Estimated | null, extrapolation: number): readonly string[] {
  if (seconds === null || seconds.high < usualWidth * seconds.low) return [];
  const times = formatParameter(extrapolation, 2);
  return [
    extrapolation > likeRecorded
      ? `The range is wide because the arithmetic of a step differs up to ${times} times from that of every recorded run; it narrows once a run like these is complete.`
      : 'The range is wide because recorded runs like these differed as much, for example beside other work on this machine.',
  ];
}

/** `about 4 min 10 s (3 min 20 s to 6 min 40 s)`; without the range if both ends have the same text. */
function spread({ low, expected, high }: Estimated, write: (value: number) => string): string {
  const middle = `about ${write(expected)}`;
  return write(low) === write(high) ? middle : `${middle} (${write(low)} to ${write(high)})`;
}
