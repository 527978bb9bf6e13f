import type { Run } from '@hourglass/db';
import { commonDecimals, formatDuration, formatFixed, numberLabel, runLabel } from '@hourglass/presentation';
import { shownState } from '@hourglass/sweeps';
import { type Column, formatTable } from './table.ts';
import { varyingOf } from './varying-of.ts';

/**
 * Runs with the lowest validation cost at their best epoch first, baselines among them. Without validation samples they stay in their order, with the
 * test cost: nothing is selected by it.
 */
export function formatRuns(runs: readonly Run[], axes: readonly string[]): string {
  const varying = varyingOf(runs, axes);
  const decimals = commonDecimals(
    runs.flatMap((run) => [run.bestValidationCost, run.bestTestCost, run.lastValidationCost, run.lastTestCost]),
  );
  const hasValidation =
    runs.some(({ lastValidationCost }) => lastValidationCost !== null) || runs.every(({ lastTestCost }) => lastTestCost === null);
  const columns: readonly Column<Run>[] = [
    { title: '', align: 'right', text: ({ number }) => (number === null ? '' : numberLabel(number)) },
    { title: 'run', text: ({ id }) => id },
    { title: 'parameters', text: (run) => runLabel(run, varying) },
    { title: 'code', align: 'right', text: ({ values }) => String(values.codeSize ?? '') },
    { title: 'state', text: (run) => (run.kind === 'baseline' && run.state === 'complete' ? 'baseline' : shownState(run)) },
    ...(hasValidation ? validationColumns(decimals) : testColumns(decimals)),
    {
      title: 'training',
      align: 'right',
      text: ({ kind, trainingSeconds }) => (kind === 'baseline' ? '' : formatDuration(trainingSeconds)),
    },
  ];
  const worst = Number.POSITIVE_INFINITY;
  return formatTable(
    columns,
    runs.toSorted((a, b) => (a.bestValidationCost ?? worst) - (b.bestValidationCost ?? worst)),
  );
}

function validationColumns(decimals: number): readonly Column<Run>[] {
  return [
    { title: 'best validation', align: 'right', text: ({ bestValidationCost }) => formatFixed(bestValidationCost, decimals) },
    { title: 'at epoch', align: 'right', text: ({ kind, bestEpoch }) => (kind === 'baseline' ? '' : String(bestEpoch ?? '')) },
    { title: 'test there', align: 'right', text: ({ bestTestCost }) => formatFixed(bestTestCost, decimals) },
    { title: 'last validation', align: 'right', text: ({ lastValidationCost }) => formatFixed(lastValidationCost, decimals) },
  ];
}

function testColumns(decimals: number): readonly Column<Run>[] {
  return [{ title: 'last test', align: 'right', text: ({ lastTestCost }) => formatFixed(lastTestCost, decimals) }];
}
