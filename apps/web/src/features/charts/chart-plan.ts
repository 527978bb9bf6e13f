/** What a chart shows, decided; drawing it takes no more decisions. */
export interface ChartPlan {
  readonly x: Axis;
  readonly y: Axis & { readonly isLog: boolean; readonly decimals: number };
  /** Back to front. */
  readonly lines: readonly Line[];
  readonly bands: readonly Band[];
  readonly references: readonly Reference[];
}

interface Axis {
  readonly title: string;
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
}

export interface Line {
  readonly label: string;
  readonly colour: string;
  readonly x: readonly number[];
  /** NaN breaks the line. */
  readonly y: readonly number[];
  /** Faint lines stand behind and are not read out. */
  readonly isFaint: boolean;
  readonly hasPoints: boolean;
  readonly isDashed: boolean;
  /** Stands at the line's right end; null where there are too many lines. */
  readonly endLabel: string | null;
}

/** From the smallest to the largest value of each bucket. */
export interface Band {
  readonly colour: string;
  readonly x: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** A yardstick: a horizontal line with its name. */
export interface Reference {
  readonly label: string;
  readonly y: number;
  /** What the curves have to beat: always in sight. */
  readonly isRival: boolean;
}
