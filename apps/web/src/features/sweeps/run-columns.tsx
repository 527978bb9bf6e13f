import { isDefaultRanking, metricTitle } from '@hourglass/model/metrics';
import { formatCount, formatDuration, formatFixed, formatParameter, shortRunLabel } from '@hourglass/presentation';
import { createColumnHelper, createSortedRowModel, rowSortingFeature, sortFn_alphanumeric, tableFeatures } from '@tanstack/react-table';
import { CostComparison } from '#components/runs/cost-comparison.tsx';
import { StepProgress } from '#components/runs/step-progress.tsx';
import { StateMark } from '#components/ui/state-mark.tsx';
import { parameterOf } from '#lib/parameter-of.ts';
import type { RunTablePlan, TableRun } from './prepare-run-table.ts';

export const runTableFeatures = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric },
});

const helper = createColumnHelper<typeof runTableFeatures, TableRun>();

/** Rows without a value come last in both directions. */
const sorting = { sortUndefined: 'last', sortDescFirst: false } as const;

/** The sortable columns, from left to right: costs first, so that many parameters do not push them off the page. Their ids appear in the URL. */
export function runColumns({
  parameters,
  decimals,
  hasLast,
  hasBest,
  hasValidation,
  ranking,
  rankedDecimals,
  reference,
}: Pick<RunTablePlan, 'parameters' | 'decimals' | 'hasLast' | 'hasBest' | 'hasValidation' | 'ranking' | 'rankedDecimals' | 'reference'>) {
  const cost = (value: number | null) => formatFixed(value, decimals);
  return helper.columns([
    ...(hasBest ? bestColumns(cost, { hasValidation, ranking, rankedDecimals }) : [judgedByTest(cost)]),
    helper.accessor((run) => (run.judgedCost === null || run.referenceCost === null ? undefined : run.judgedCost / run.referenceCost), {
      ...sorting,
      id: 'pca',
      header: `against ${reference === null ? 'PCA' : shortRunLabel(reference)}`,
      cell: ({ row }) => <CostComparison cost={row.original.judgedCost} reference={row.original.referenceCost} />,
    }),
    ...(hasValidation && hasLast ? lastCosts(cost) : []),
    helper.accessor((run) => run.lastTrainCost ?? undefined, {
      ...sorting,
      id: 'train',
      header: 'train',
      cell: ({ row }) => cost(row.original.lastTrainCost),
    }),
    helper.accessor('state', {
      ...sorting,
      id: 'state',
      header: 'state',
      sortFn: 'alphanumeric',
      cell: ({ row }) => <StateMark run={row.original} />,
    }),
    helper.accessor('step', { ...sorting, id: 'step', header: 'steps', cell: ({ row }) => <StepProgress run={row.original} /> }),
    helper.accessor((run) => (run.trainingSeconds === 0 ? undefined : run.trainingSeconds), {
      ...sorting,
      id: 'time',
      header: 'training time',
      cell: ({ row }) => (row.original.trainingSeconds === 0 ? '–' : formatDuration(row.original.trainingSeconds)),
    }),
    ...parameters.map(({ key, title, isNumeric }) =>
      helper.accessor((run) => parameterOf(run, key), {
        ...sorting,
        id: key,
        header: title,
        sortFn: isNumeric ? 'auto' : 'alphanumeric',
        cell: ({ row }) => {
          const value = parameterOf(row.original, key);
          return value === undefined ? '–' : formatParameter(value);
        },
      }),
    ),
  ]);
}

type BestColumns = Pick<RunTablePlan, 'hasValidation' | 'ranking' | 'rankedDecimals'>;

/** Columns of the best epoch: the value by which it was chosen first. */
function bestColumns(cost: (value: number | null) => string, { hasValidation, ranking, rankedDecimals }: BestColumns) {
  const isByCost = isDefaultRanking(ranking);
  const validation = helper.accessor((run) => run.bestValidationCost ?? undefined, {
    ...sorting,
    id: isByCost ? 'best' : 'bestCost',
    header: isByCost ? 'best validation' : 'validation at best',
    cell: ({ row }) => (isByCost ? <strong>{cost(row.original.bestValidationCost)}</strong> : cost(row.original.bestValidationCost)),
  });
  const ranked = helper.accessor((run) => run.bestValue ?? undefined, {
    ...sorting,
    id: 'best',
    header: `best ${metricTitle(ranking)}`,
    cell: ({ row }) => <strong>{formatFixed(row.original.bestValue, rankedDecimals)}</strong>,
  });
  return [
    isByCost ? validation : ranked,
    helper.accessor((run) => run.bestEpoch ?? undefined, {
      ...sorting,
      id: 'bestEpoch',
      header: 'best epoch',
      cell: ({ row }) => row.original.bestEpoch ?? '–',
    }),
    ...(hasValidation && !isByCost ? [validation] : []),
    helper.accessor((run) => run.bestTestCost ?? undefined, {
      ...sorting,
      id: 'bestTest',
      header: 'test at best',
      cell: ({ row }) => cost(row.original.bestTestCost),
    }),
  ];
}

/** The cost that runs are judged by where no samples are held out for validation. */
function judgedByTest(cost: (value: number | null) => string) {
  return helper.accessor((run) => run.lastTestCost ?? undefined, {
    ...sorting,
    id: 'test',
    header: 'last test',
    cell: ({ row }) => <strong>{cost(row.original.lastTestCost)}</strong>,
  });
}

/** Columns of the last epoch's costs; omitted if every run's last epoch is its best. */
function lastCosts(cost: (value: number | null) => string) {
  return [
    helper.accessor((run) => run.lastValidationCost ?? undefined, {
      ...sorting,
      id: 'validation',
      header: 'last validation',
      cell: ({ row }) => cost(row.original.lastValidationCost),
    }),
    helper.accessor((run) => run.lastTestCost ?? undefined, {
      ...sorting,
      id: 'test',
      header: 'last test',
      cell: ({ row }) => cost(row.original.lastTestCost),
    }),
  ];
}

/** Text columns are left-aligned, numeric ones right-aligned. */
export function isLeftAligned(columnId: string, { parameters }: Pick<RunTablePlan, 'parameters'>): boolean {
  return columnId === 'state' || parameters.some(({ key, isNumeric }) => key === columnId && !isNumeric);
}

export function baselineCell(
  columnId: string,
  baseline: TableRun | RunTablePlan['baselines'][number],
  { decimals, ranking }: Pick<RunTablePlan, 'decimals' | 'ranking'>,
): React.ReactNode {
  switch (columnId) {
    case 'state':
      return <StateMark run={baseline} />;
    case 'best':
      // A baseline has costs alone.
      return isDefaultRanking(ranking) ? <strong>{formatFixed(baseline.bestValidationCost, decimals)}</strong> : null;
    case 'bestCost':
      return formatFixed(baseline.bestValidationCost, decimals);
    case 'bestTest':
      return formatFixed(baseline.bestTestCost, decimals);
    case 'test':
      return formatFixed(baseline.lastTestCost, decimals);
    case 'train':
      return formatFixed(baseline.lastTrainCost, decimals);
    case 'codeSize':
      return baseline.values.baseline === 'pca' ? formatParameter(baseline.values.codeSize ?? '–') : '0';
    case 'parameterCount':
      return formatCount(baseline.parameterCount);
    case 'time':
      return baseline.trainingSeconds === 0 ? '–' : formatDuration(baseline.trainingSeconds);
    default:
      return null;
  }
}
