import { formatBytes, formatDuration, formatNumberOf, formatParameter } from '@hourglass/presentation';
import type { Estimated, SweepEstimate } from '@hourglass/sweeps';

export interface EstimateTexts {
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** The measurements behind the estimates, as text. */
  readonly basis: string;
}

/** Formats the expected cost of a sweep, its uncertainty and the data behind it. */
export function prepareEstimate(estimate: SweepEstimate): EstimateTexts {
  const { seconds, diskBytes, workerBytes, workers } = estimate;
  return {
    facts: [
      ...(seconds === null ? [] : [{ name: `time on ${formatNumberOf(workers, 'worker')}`, value: spread(seconds, formatDuration) }]),
      { name: 'memory of each worker', value: `about ${formatBytes(workerBytes)}` },
      { name: 'on disk', value: spread(diskBytes, formatBytes) },
    ],
    basis: [timeBasis(estimate), 'Disk from the sizes of what is recorded, memory from measured workers.'].join(' '),
  };
}

function timeBasis({ seconds, basedOn, unrecorded, gflops, extrapolation }: SweepEstimate): string {
  const runs = `${formatNumberOf(basedOn, 'recorded run')} on this machine`;
  if (unrecorded.length === 0) {
    return basedOn === 0 ? 'Time from usual durations of baselines.' : [`Time from ${runs}.`, ...widthOf(seconds, extrapolation)].join(' ');
  }
  const families = unrecorded.join(' or ');
  if (gflops === null) {
    return `Time is estimated once an idle worker has measured the speed of this machine, which takes a second, or once a ${families} run is complete.`;
  }
  const speed = `the speed of this machine (${formatParameter(gflops, 2)} GFLOP/s on one thread)`;
  return `Time from ${basedOn === 0 ? speed : `${runs} and ${speed}`}. The range is wide because no ${families} run was recorded on this machine yet; it narrows once one is complete.`;
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
