/** Two axes with points and lines, decided; drawing it takes no more decisions. */
export interface XyPlan {
  readonly x: XyAxis;
  readonly y: XyAxis;
  readonly points: readonly XyPoint[];
  /** Back to front. */
  readonly lines: readonly XyLine[];
  readonly bands: readonly XyBand[];
}

export interface XyAxis {
  readonly title: string;
  readonly min: number;
  readonly max: number;
  readonly isLog: boolean;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

export interface XyPoint {
  readonly id: string;
  /** What it is, and its values, in words. */
  readonly label: string;
  readonly details: string;
  readonly x: number;
  readonly y: number;
  readonly colour: string;
  /** Others step back behind it. */
  readonly isProminent: boolean;
  /** Stands beside it; null for most. */
  readonly name: string | null;
  /** A baseline is no circle, and can't be selected. */
  readonly isBaseline: boolean;
}

export interface XyLine {
  readonly key: string;
  /** Stands at its right end; null where the view says what it is. */
  readonly label: string | null;
  readonly colour: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly isDashed: boolean;
  /** Goes right first, then down: nothing in between is reached. */
  readonly isStepped: boolean;
}

interface XyBand {
  readonly key: string;
  readonly colour: string;
  readonly points: readonly { readonly x: number; readonly low: number; readonly high: number }[];
}
