import { layouts } from '@hourglass/model/layout';
import { commonDecimals, derivedParameters, parameterTitle } from '@hourglass/presentation';
import { rivalOf } from '#lib/relevant-baselines.ts';
import type { RunRow } from '#wire/run-row.ts';

/** A row of the table: a run, and how it stands against the baseline with as many numbers. */
export interface TableRun extends RunRow {
  /** Validation cost of PCA with the same code size. */
  readonly rivalCost: number | null;
}

interface ParameterColumn {
  readonly key: string;
  readonly title: string;
  readonly isDerived: boolean;
  readonly isNumeric: boolean;
}

export interface RunTablePlan {
  readonly runs: readonly TableRun[];
  readonly baselines: readonly RunRow[];
  readonly parameters: readonly ParameterColumn[];
  /** The decimals that all costs of the table share. */
  readonly decimals: number;
  /** Some run was better before its last epoch. */
  readonly hasBest: boolean;
}

export interface RunTableInput {
  readonly rows: readonly RunRow[];
  readonly varying: readonly string[];
  readonly constants: Readonly<Record<string, number | string>>;
}

/** A number that a reader sees in the layers of the network, where these are shown. */
function isReadOff(key: string, varying: readonly string[]): boolean {
  return layouts.some(({ field, derived }) => varying.includes(field) && derived.some(({ name }) => name === key));
}

/** Decides the columns of parameters, the digits of costs and the yardstick of each run. */
export function prepareRunTable({ rows, varying, constants }: RunTableInput): RunTablePlan {
  const baselines = rows.filter(({ kind }) => kind === 'baseline');
  const runs = rows
    .filter(({ kind }) => kind === 'run')
    .map((run): TableRun => {
      const values = { ...constants, ...run.values };
      return { ...run, rivalCost: rivalOf({ ...run, values }, baselines)?.lastValidationCost ?? null };
    });
  return {
    runs,
    baselines,
    parameters: varying
      .filter((key) => !isReadOff(key, varying))
      .map((key) => ({
        key,
        title: parameterTitle(key),
        isDerived: derivedParameters.includes(key),
        isNumeric: key === 'seed' || runs.every(({ values }) => typeof values[key] === 'number'),
      })),
    hasBest: runs.some(({ bestValidationCost, lastValidationCost }) => bestValidationCost !== lastValidationCost),
    decimals: commonDecimals([...runs, ...baselines].flatMap((run) => [run.lastValidationCost, run.bestValidationCost, run.lastTestCost])),
  };
}
