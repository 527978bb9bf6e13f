import type { Run } from '@hourglass/db';
import { commonDecimals, formatDuration, formatFixed, runLabel } from '@hourglass/presentation';
import { type Column, formatTable } from './table.ts';
import { varyingOf } from './varying-of.ts';

/** Runs with the best validation cost first, baselines among them. */
export function formatRuns(runs: readonly Run[], axes: readonly string[]): string {
  const varying = varyingOf(runs, axes);
  const decimals = commonDecimals(runs.flatMap((run) => [run.lastValidationCost, run.lastTestCost]));
  const columns: readonly Column<Run>[] = [
    { title: 'run', text: ({ id }) => id },
    { title: 'parameters', text: (run) => runLabel(run, varying) },
    { title: 'code', align: 'right', text: ({ values }) => String(values.codeSize ?? '') },
    { title: 'state', text: ({ kind, state }) => (kind === 'baseline' && state === 'complete' ? 'baseline' : state) },
    { title: 'validation', align: 'right', text: ({ lastValidationCost }) => formatFixed(lastValidationCost, decimals) },
    { title: 'test', align: 'right', text: ({ lastTestCost }) => formatFixed(lastTestCost, decimals) },
    {
      title: 'training',
      align: 'right',
      text: ({ kind, trainingSeconds }) => (kind === 'baseline' ? '' : formatDuration(trainingSeconds)),
    },
  ];
  const worst = Number.POSITIVE_INFINITY;
  return formatTable(
    columns,
    runs.toSorted((a, b) => (a.lastValidationCost ?? worst) - (b.lastValidationCost ?? worst)),
  );
}
