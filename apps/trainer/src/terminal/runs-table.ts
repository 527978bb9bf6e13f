import type { Run } from '@hourglass/db';
import { costText, durationText, runLabel, seedCount } from './format.ts';
import { type Column, formatTable } from './table.ts';

/** Runs with the best validation cost first, baselines among them. */
export function formatRuns(runs: readonly Run[], axes: readonly string[]): string {
  const seeds = seedCount(runs);
  const columns: readonly Column<Run>[] = [
    { title: 'run', text: ({ id }) => id },
    { title: 'parameters', text: (run) => runLabel(run, axes, seeds) },
    { title: 'code', align: 'right', text: ({ values }) => String(values.codeSize ?? '') },
    { title: 'state', text: ({ kind, state }) => (kind === 'baseline' && state === 'complete' ? 'baseline' : state) },
    { title: 'validation', align: 'right', text: ({ lastValidationCost }) => costText(lastValidationCost) },
    { title: 'test', align: 'right', text: ({ lastTestCost }) => costText(lastTestCost) },
    { title: 'training', align: 'right', text: ({ kind, trainingSeconds }) => (kind === 'baseline' ? '' : durationText(trainingSeconds)) },
  ];
  const worst = Number.POSITIVE_INFINITY;
  return formatTable(
    columns,
    runs.toSorted((a, b) => (a.lastValidationCost ?? worst) - (b.lastValidationCost ?? worst)),
  );
}
