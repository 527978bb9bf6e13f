/** Contents of an XY chart. All decisions are made in the plan; the component only draws it. */
export interface XyPlan {
  readonly x: XyAxis;
  readonly y: XyAxis;
  readonly points: readonly XyPoint[];
  /** Lines in drawing order, back to front. */
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
  /** Describes the point; `details` lists its values. */
  readonly label: string;
  readonly details: string;
  readonly x: number;
  readonly y: number;
  readonly colour: string;
  /** Whether the run is an outlier: drawn as a triangle at the upper edge, whatever its y. */
  readonly isOutlier: boolean;
  /** Whether the point is emphasized. */
  readonly isProminent: boolean;
  /** Text beside the point; null for most points. */
  readonly name: string | null;
  /** Baselines are drawn as diamonds and cannot be selected. */
  readonly isBaseline: boolean;
}

export interface XyLine {
  readonly key: string;
  /** Text at the line's right end; null if the view explains the line elsewhere. */
  readonly label: string | null;
  readonly colour: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly isDashed: boolean;
  /** Step line, horizontal first and then vertical, because no run reaches the points in between. */
  readonly isStepped: boolean;
}

interface XyBand {
  readonly key: string;
  readonly colour: string;
  readonly points: readonly { readonly x: number; readonly low: number; readonly high: number }[];
}
