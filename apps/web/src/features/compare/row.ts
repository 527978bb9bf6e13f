import { parameterOf } from '#lib/parameter-of.ts';
import type { RunRow } from '#wire/run-row.ts';
import type { RecordedEpoch } from './recorded-epoch.ts';

export interface Member {
  readonly run: RunRow;
  /** The recorded epoch on display; null if nothing is recorded. */
  readonly shown: RecordedEpoch | null;
}

export interface ComparisonRow {
  readonly key: string;
  readonly kind: 'run' | 'seeds' | 'baseline';
  readonly label: string;
  /** One run, or the seeds of one configuration. */
  readonly members: readonly Member[];
  /** Describes the epoch on display if it differs from the chosen one; null if it matches. */
  readonly mark: string | null;
  /** Whether the recorded epochs are still loading. */
  readonly isLoading: boolean;
}

/** A parameter that all runs of a row share. */
export function parameterOfRow({ members }: ComparisonRow, key: string): number | string | undefined {
  const run = members[0]?.run;
  return run === undefined ? undefined : parameterOf(run, key);
}
