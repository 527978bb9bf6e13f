import type { AtlasLayout } from '../reconstructions/atlas.ts';
import { epochFor } from '../reconstructions/sample-order.ts';
import { atlasUrl } from '../reconstructions/urls.ts';
import { runLabel } from '../runs/run-label.ts';
import type { RunRow } from '../runs/server/run-row.ts';

/** What is recorded of a run's pictures after an epoch. */
export interface RecordedEpoch {
  readonly epoch: number;
  readonly probeSet: string;
  readonly atlasColumns: number;
  readonly low: number;
  readonly high: number;
  readonly clippedPixels: number;
  readonly meanCost: number | null;
  readonly costDeviation: number | null;
  readonly samples: number;
}

export interface ComparisonInput {
  readonly runs: readonly RunRow[];
  readonly baselines: readonly RunRow[];
  readonly varying: readonly string[];
  /** By run; a run that is missing is still being asked for. */
  readonly recorded: ReadonlyMap<string, readonly RecordedEpoch[]>;
  /** The last epoch of all where null. */
  readonly epoch: number | null;
  readonly rows: 'listed' | 'cost';
  readonly sampleShape: readonly number[] | undefined;
}

export interface ComparisonRow {
  readonly run: RunRow;
  readonly label: string;
  /** The picture that stands in this row; null where none is recorded. */
  readonly shown: (RecordedEpoch & { readonly url: string; readonly layout: AtlasLayout | undefined }) | null;
  /** Why this row shows another epoch than the one chosen, or nothing; null where it shows just that. */
  readonly mark: string | null;
  /** Still being asked for. */
  readonly isLoading: boolean;
}

export interface Comparison {
  readonly baselines: readonly ComparisonRow[];
  readonly runs: readonly ComparisonRow[];
  /** Every epoch that some run recorded, ascending. */
  readonly epochs: readonly number[];
  readonly epoch: number;
  readonly probeSet: string | null;
  /** Labels of runs on another data set: their samples are others, so they can't stand in these columns. */
  readonly elsewhere: readonly string[];
}

/** Which picture stands in which row at the chosen epoch. */
export function prepareComparison(input: ComparisonInput): Comparison {
  const { runs, recorded } = input;
  const epochs = [...new Set(runs.flatMap(({ id }) => (recorded.get(id) ?? []).map(({ epoch }) => epoch)))].sort((a, b) => a - b);
  const epoch = epochFor(epochs, input.epoch ?? Number.POSITIVE_INFINITY) ?? 0;
  const probeSet = [...runs, ...input.baselines].map(({ id }) => recorded.get(id)?.[0]?.probeSet).find((id) => id !== undefined) ?? null;
  const isElsewhere = ({ id }: RunRow) => (recorded.get(id) ?? []).some((each) => each.probeSet !== probeSet);
  const toRow = (run: RunRow) => prepareRow(run, { ...input, epoch });
  const rows = runs.filter((run) => !isElsewhere(run)).map(toRow);
  return {
    baselines: input.baselines.filter((run) => !isElsewhere(run)).map(toRow),
    runs: input.rows === 'cost' ? rows.toSorted((a, b) => costOf(a) - costOf(b) || 0) : rows,
    epochs,
    epoch,
    probeSet,
    elsewhere: runs.filter(isElsewhere).map((run) => runLabel(run, input.varying)),
  };
}

function prepareRow(run: RunRow, { recorded, varying, epoch, sampleShape }: ComparisonInput & { readonly epoch: number }): ComparisonRow {
  const own = recorded.get(run.id);
  const label = runLabel(run, varying);
  const found = own?.find(
    (each) =>
      each.epoch ===
      (run.kind === 'baseline'
        ? 0
        : epochFor(
            own.map((other) => other.epoch),
            epoch,
          )),
  );
  if (own === undefined || found === undefined) {
    return { run, label, shown: null, isLoading: own === undefined, mark: own === undefined ? null : 'nothing recorded yet' };
  }
  const { low, high } = found;
  const layout = sampleShape === undefined ? undefined : { columns: found.atlasColumns, sampleShape, low, high };
  const mark = run.kind === 'run' && found.epoch !== epoch ? `${found.epoch < epoch ? 'last' : 'first'}: epoch ${found.epoch}` : null;
  return { run, label, shown: { ...found, url: atlasUrl(run.id, found.epoch, run.attempt), layout }, mark, isLoading: false };
}

function costOf({ shown }: ComparisonRow): number {
  return shown?.meanCost ?? Number.MAX_VALUE;
}
