import { runLabel } from '@hourglass/model/parameters';
import type { RunRow } from '#wire/run-row.ts';
import { epochAt, epochMark, type Timeline } from './prepare-timeline.ts';
import type { RecordedEpoch } from './recorded-epoch.ts';
import type { ComparisonRow, Member } from './row.ts';

export interface RowsInput {
  readonly runs: readonly RunRow[];
  readonly baselines: readonly RunRow[];
  readonly varying: readonly string[];
  /** Recorded epochs by run. A run without an entry is still loading. */
  readonly recorded: ReadonlyMap<string, readonly RecordedEpoch[]>;
  readonly timeline: Timeline;
  /** Whether the seeds of one configuration share a row. */
  readonly collapsesSeeds: boolean;
}

/** Builds one row per run or configuration, in the given order. */
export function prepareRows(input: RowsInput): { readonly baselines: readonly ComparisonRow[]; readonly runs: readonly ComparisonRow[] } {
  const { runs, baselines, varying, collapsesSeeds } = input;
  const single = (run: RunRow) => toRow([run], runLabel(run, varying), input);
  return { baselines: baselines.map(single), runs: collapsesSeeds ? configurations(input) : runs.map(single) };
}

function configurations(input: RowsInput): readonly ComparisonRow[] {
  const bySettings = Map.groupBy(input.runs, ({ values }) => JSON.stringify(Object.entries(values).sort()));
  const varying = input.varying.filter((key) => key !== 'seed');
  return [...bySettings.values()].map((seeds) => {
    const [first] = seeds;
    const label = first === undefined ? '' : runLabel(seeds.length > 1 ? { ...first, name: null } : first, varying);
    return toRow(seeds, label, input);
  });
}

function toRow(runs: readonly RunRow[], label: string, { recorded, timeline }: RowsInput): ComparisonRow {
  const members = runs.map((run) => ({ run, shown: shownBy(run, recorded.get(run.id), timeline) }));
  const [first] = members;
  const isLoading = runs.some(({ id }) => !recorded.has(id));
  const key = runs.length === 1 ? (first?.run.id ?? '') : `seeds-${first?.run.id}`;
  return {
    key,
    kind: runs.length > 1 ? 'seeds' : first?.run.kind === 'baseline' ? 'baseline' : 'run',
    label,
    members: members.filter(({ shown }) => shown !== null).length > 0 ? members.filter(({ shown }) => shown !== null) : members.slice(0, 1),
    mark: isLoading ? null : markOf(members, timeline),
    isLoading,
  };
}

function shownBy(run: RunRow, recorded: readonly RecordedEpoch[] | undefined, timeline: Timeline): RecordedEpoch | null {
  const epoch = epochAt(timeline, run, recorded?.map((each) => each.epoch) ?? []);
  return recorded?.find((each) => each.epoch === epoch) ?? null;
}

function markOf(members: readonly Member[], timeline: Timeline): string | null {
  const missing = members.filter(({ shown }) => shown === null).length;
  if (missing === members.length) return timeline.alignment === 'best' ? 'no best epoch yet' : 'nothing recorded yet';
  if (missing > 0) return `${members.length - missing} of ${members.length} seeds`;
  const marks = new Set(members.map(({ run, shown }) => (shown === null ? null : epochMark(timeline, run, shown.epoch))));
  return marks.size === 1
    ? ([...marks][0] ?? null)
    : timeline.alignment === 'best'
      ? 'each seed at its best epoch'
      : 'seeds at different epochs';
}
