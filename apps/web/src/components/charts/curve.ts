import { bisectLeft, bisectRight } from 'd3-array';
import type { Band } from './chart-plan.ts';

/** A cost along the training of one run, or of several that differ by their seeds. Columns are aligned; NaN is a gap. */
export interface Curve {
  readonly id: string;
  readonly label: string;
  readonly colour: string;
  readonly endLabel: string;
  readonly isDashed: boolean;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Around each value: see `Band`. Null where there is no band. */
  readonly around: {
    readonly low: readonly number[];
    readonly high: readonly number[];
    readonly meaning: Band['meaning'];
  } | null;
}

/** Whether a value has no neighbour to draw a line to. */
export function isLone(y: readonly number[], index: number): boolean {
  return Number.isFinite(y[index]) && !Number.isFinite(y[index - 1]) && !Number.isFinite(y[index + 1]);
}

/** The half-open index range of the ascending positions that are within a range, both ends included. */
export function indexRange(x: readonly number[], range: { readonly from: number; readonly to: number }): readonly [number, number] {
  return [bisectLeft(x, range.from), bisectRight(x, range.to)];
}
