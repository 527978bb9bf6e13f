import type { RunRow } from './server/run-row.ts';

/** Epochs that a run is to be trained; values that its sweep shares stand apart. */
export function epochsOf({ values }: Pick<RunRow, 'values'>, constants: Readonly<Record<string, number | string>> = {}): number {
  return Math.max(1, Number(values.epochs ?? constants.epochs ?? 1));
}
