import type { Run } from '@hourglass/db';
import { isDefaultRanking, metricTitle, type Ranking, rankOf } from '@hourglass/model/metrics';
import { runLabel } from '@hourglass/model/parameters';
import {
  commonDecimals,
  decimalsByDataset,
  formatDuration,
  formatFixed,
  formatParameter,
  formatTimestamp,
  type NamedDataset,
  numberLabel,
} from '@hourglass/presentation';
import { shownState } from '@hourglass/sweeps';
import { type Column, formatTable } from './table.ts';
import { varyingOf } from './varying-of.ts';

/** A requested sort order. */
interface Sorting<Listed extends Run> {
  /** Fields of the filter language, without signs. */
  readonly fields: readonly string[];
  /** The value of a field that is neither a column nor a value of the run itself. */
  readonly valueIn: (run: Listed, field: string) => number | string | null;
}

/** A sweep's runs, the best first. */
export function formatRuns(
  runs: readonly Run[],
  { axes, ranking }: { readonly axes: readonly string[]; readonly ranking: Ranking },
): string {
  const decimals = commonDecimals(runs.flatMap(costsOf));
  const columns = columnsOf(runs, varyingOf(runs, axes), () => decimals);
  const ranked = isDefaultRanking(ranking) ? [] : [rankedColumn(runs, ranking)];
  return formatTable([...columns, ...ranked], bestFirst(runs, ranking));
}

/**
 * Sorts by the metric of the sweep, best first, with baselines among the runs if it is the validation cost. Without a best epoch they stay in their
 * order, with the test cost: nothing is selected by it.
 */
function bestFirst(runs: readonly Run[], ranking: Ranking): readonly Run[] {
  const isRanked = (run: Run) => run.kind === 'run' || isDefaultRanking(ranking);
  const orderOf = (run: Run) => (run.bestValue === null || !isRanked(run) ? Number.POSITIVE_INFINITY : rankOf(run.bestValue, ranking));
  return runs.toSorted((a, b) => orderOf(a) - orderOf(b) || 0);
}

/** The values by which the best epochs were chosen. Baselines have none. */
function rankedColumn(runs: readonly Run[], ranking: Ranking): Column<Run> {
  const rankedValue = ({ kind, bestValue }: Run) => (kind === 'run' ? bestValue : null);
  const decimals = commonDecimals(runs.map(rankedValue));
  return { title: `best ${metricTitle(ranking)}`, align: 'right', text: (run) => formatFixed(rankedValue(run), decimals) };
}

/**
 * Found runs in their given order, with the parameters in which they differ, their tags, and a column for each field that they are sorted by. The costs
 * on one data set share their decimals.
 */
export function formatFoundRuns<Listed extends Run & NamedDataset>(
  runs: readonly Listed[],
  varying: readonly string[],
  { fields, valueIn }: Sorting<Listed>,
): string {
  const decimalsOf = decimalsByDataset(runs, costsOf);
  const columns = columnsOf(runs, varying, decimalsOf);
  const sorted = fields
    .filter((field) => !shownFields.has(field))
    .map((field) => sortedColumn(field, (run: Listed) => valueIn(run, field)));
  return formatTable([...columns, ...sorted], runs);
}

/** Fields that the columns below show. */
const shownFields: ReadonlySet<string> = new Set([
  'id',
  'number',
  'state',
  'codeSize',
  'bestValidationCost',
  'bestEpoch',
  'bestTestCost',
  'lastValidationCost',
  'trainingSeconds',
]);

type DecimalsOf<Listed extends Run> = (run: Listed) => number;

function costsOf({ bestValidationCost, bestTestCost, lastValidationCost, lastTestCost }: Run): readonly (number | null)[] {
  return [bestValidationCost, bestTestCost, lastValidationCost, lastTestCost];
}

function columnsOf<Listed extends Run>(
  runs: readonly Listed[],
  varying: readonly string[],
  decimalsOf: DecimalsOf<Listed>,
): readonly Column<Listed>[] {
  const hasValidation =
    runs.some(({ lastValidationCost }) => lastValidationCost !== null) || runs.every(({ lastTestCost }) => lastTestCost === null);
  const tags: Column<Listed> = { title: 'tags', text: (run) => run.tags.join(', ') };
  return [
    { title: '', align: 'right', text: ({ number }) => (number === null ? '' : numberLabel(number)) },
    { title: 'run', text: ({ id }) => id },
    { title: 'parameters', text: (run) => runLabel(run, varying) },
    { title: 'code', align: 'right', text: ({ values }) => String(values.codeSize ?? '') },
    { title: 'state', text: (run) => (run.kind === 'baseline' && run.state === 'complete' ? 'baseline' : shownState(run)) },
    ...(hasValidation
      ? validationColumns(
          decimalsOf,
          runs.every(({ ranking }) => isDefaultRanking(ranking)),
        )
      : testColumns(decimalsOf)),
    {
      title: 'training',
      align: 'right',
      text: ({ kind, trainingSeconds }) => (kind === 'baseline' ? '' : formatDuration(trainingSeconds)),
    },
    ...(runs.some((run) => run.tags.length > 0) ? [tags] : []),
  ];
}

function sortedColumn<Listed extends Run>(field: string, valueIn: (run: Listed) => number | string | null): Column<Listed> {
  const isTime = field.endsWith('At');
  return {
    title: field,
    align: 'right',
    text(run) {
      const value = valueIn(run);
      if (value === null) return '';
      return isTime && typeof value === 'number' ? formatTimestamp(value) : formatParameter(value);
    },
  };
}

/** @param isRanked whether the best epochs are those with the lowest validation cost */
function validationColumns<Listed extends Run>(decimalsOf: DecimalsOf<Listed>, isRanked: boolean): readonly Column<Listed>[] {
  return [
    {
      title: isRanked ? 'best validation' : 'validation at best',
      align: 'right',
      text: (run) => formatFixed(run.bestValidationCost, decimalsOf(run)),
    },
    { title: 'at epoch', align: 'right', text: ({ kind, bestEpoch }) => (kind === 'baseline' ? '' : String(bestEpoch ?? '')) },
    { title: 'test there', align: 'right', text: (run) => formatFixed(run.bestTestCost, decimalsOf(run)) },
    { title: 'last validation', align: 'right', text: (run) => formatFixed(run.lastValidationCost, decimalsOf(run)) },
  ];
}

function testColumns<Listed extends Run>(decimalsOf: DecimalsOf<Listed>): readonly Column<Listed>[] {
  return [{ title: 'last test', align: 'right', text: (run) => formatFixed(run.lastTestCost, decimalsOf(run)) }];
}
