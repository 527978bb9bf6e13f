import { epochsOf } from '#lib/epochs-of.ts';
import { epochFor } from '#lib/sample-order.ts';
import type { RunRow } from '#wire/run-row.ts';

export const alignments = ['epoch', 'fraction', 'best'] as const;
type Alignment = (typeof alignments)[number];

type TimedRun = Pick<RunRow, 'id' | 'kind' | 'values' | 'bestEpoch'>;

export interface TimelineInput {
  readonly runs: readonly TimedRun[];
  /** Recorded epochs by run, ascending. */
  readonly epochs: ReadonlyMap<string, readonly number[]>;
  readonly alignment: Alignment;
  /** Requested position; null for the end. */
  readonly wanted: number | null;
}

export interface Timeline {
  readonly alignment: Alignment;
  /** Ascending union of all runs' recorded epochs, or of the corresponding fractions of training. Empty if each run shows its best epoch. */
  readonly positions: readonly number[];
  readonly position: number;
  /** Whether runs differ in length, so that the alignment matters. */
  readonly hasLengths: boolean;
}

export function prepareTimeline({ runs, epochs, alignment, wanted }: TimelineInput): Timeline {
  const all =
    alignment === 'best'
      ? []
      : runs.flatMap((run) => (epochs.get(run.id) ?? []).map((epoch) => (alignment === 'epoch' ? epoch : fractionOf(run, epoch))));
  const positions = [...new Set(all)].sort((a, b) => a - b);
  return {
    alignment,
    positions,
    position: epochFor(positions, wanted ?? Number.POSITIVE_INFINITY) ?? 0,
    hasLengths: new Set(runs.map((run) => epochsOf(run))).size > 1,
  };
}

/** The recorded epoch that a run shows at a position; undefined if nothing is recorded. */
export function epochAt({ alignment, position }: Timeline, run: TimedRun, recorded: readonly number[]): number | undefined {
  if (run.kind === 'baseline') return recorded[0];
  // The best epoch's reconstructions are always kept.
  if (alignment === 'best') return recorded.find((epoch) => epoch === run.bestEpoch);
  // The tolerance compensates for rounding: a third of 30 epochs is slightly less than 10 in floating point.
  return epochFor(recorded, alignment === 'epoch' ? position : Math.floor(position * epochsOf(run) + 1e-4));
}

/** Describes the run's epoch if it differs from the chosen position; null if it matches. */
export function epochMark({ alignment, position }: Timeline, run: TimedRun, epoch: number): string | null {
  if (run.kind === 'baseline') return null;
  if (alignment === 'best') return `best: epoch ${epoch}`;
  if (alignment === 'fraction') return `epoch ${epoch} of ${epochsOf(run)}`;
  return epoch === position ? null : `${epoch < position ? 'last' : 'first'}: epoch ${epoch}`;
}

export function positionText({ alignment }: Pick<Timeline, 'alignment'>, position: number): string {
  return alignment === 'epoch' ? String(position) : `${Math.round(position * 100)}%`;
}

/** Six digits distinguish all epochs of a run and keep the URL short. */
function fractionOf(run: TimedRun, epoch: number): number {
  return Number((epoch / epochsOf(run)).toFixed(6));
}
