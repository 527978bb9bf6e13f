import { parameterOf } from '#lib/parameter-of.ts';
import type { RunRow } from '#wire/run-row.ts';
import type { RecordedEpoch } from './recorded-epoch.ts';

export interface Member {
  readonly run: RunRow;
  /** The picture that it shows; null where none is recorded. */
  readonly shown: RecordedEpoch | null;
}

export interface ComparisonRow {
  readonly key: string;
  readonly kind: 'run' | 'seeds' | 'baseline';
  readonly label: string;
  /** One run, or the seeds of one configuration. */
  readonly members: readonly Member[];
  /** Why it shows another epoch than the one chosen, or nothing; null where it shows just that. */
  readonly mark: string | null;
  /** Still being asked for. */
  readonly isLoading: boolean;
}

/** What all runs of a row have in common: a parameter. */
export function parameterOfRow({ members }: ComparisonRow, key: string): number | string | undefined {
  const run = members[0]?.run;
  return run === undefined ? undefined : parameterOf(run, key);
}
