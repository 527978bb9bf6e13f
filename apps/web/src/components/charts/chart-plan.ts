/** Everything that a chart draws, computed in advance. */
export interface ChartPlan {
  readonly x: Axis & {
    /** Formats a position on the axis. */
    readonly format: (position: number) => string;
  };
  readonly y: ValueAxis;
  /** In drawing order. */
  readonly lines: readonly Line[];
  readonly bands: readonly Band[];
  readonly references: readonly Reference[];
  readonly marks: readonly EdgeMark[];
  /** Why nothing can be drawn; null if something can. */
  readonly gap: Gap | null;
}

/** `empty`: nothing is recorded. `not finite`: no recorded value is a finite number. `out of view`: all values are outside the visible range. */
export type Gap = 'empty' | 'not finite' | 'out of view';

interface Axis {
  readonly title: string;
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
}

export interface ValueAxis extends Axis {
  readonly isLog: boolean;
  /** Whether a logarithmic axis was requested, and there is no positive value for it. */
  readonly isFallback: boolean;
  /** Labels of the ticks. */
  readonly labels: readonly string[];
  /** How many values lie off the axis, because outliers are clipped. */
  readonly clipped: number;
  /** How many values are not drawn, because a logarithmic axis can't show zero and below. */
  readonly hidden: number;
  /** Ids of the curves that diverged. They leave the axis at its top, unless it fits all. */
  readonly far: readonly string[];
}

/** Where a curve leaves the axis at its top. */
export interface EdgeMark {
  readonly id: string;
  readonly colour: string;
  readonly x: number;
}

export interface Line {
  /** Id of the run, or of the first run of a group. Line, band and legend entry share it. */
  readonly id: string;
  readonly label: string;
  /** The label, or a short one where the line has it: `#3 ×2`. */
  readonly name: string;
  readonly colour: string;
  readonly x: readonly number[];
  /** NaN breaks the line. */
  readonly y: readonly number[];
  /** Faint lines are behind and have no readout. */
  readonly isFaint: boolean;
  /** Drawn only while it is highlighted, because there are many lines. */
  readonly isResting: boolean;
  readonly hasPoints: boolean;
  readonly isDashed: boolean;
  /** Label at the line's right end; null where there are too many lines. */
  readonly endLabel: string | null;
}

export interface Band {
  readonly id: string;
  readonly colour: string;
  readonly x: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  /**
   * `extremes` of what a bucket holds, `range` over seeds, or a deviation on both sides of the mean. The band of a `term` is its share of a sum:
   * its height is the term's value, and its upper edge is the line.
   */
  readonly meaning: 'extremes' | 'range' | 'deviation' | 'error' | 'term';
  readonly isResting: boolean;
}

/** A reference value: a horizontal line with its label. */
export interface Reference {
  readonly label: string;
  readonly y: number;
  /** The curves have to beat it, so the axis always includes it. */
  readonly isTarget: boolean;
}
