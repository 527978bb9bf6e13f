export interface Scroll {
  /** The first row that is drawn. */
  readonly first: number;
  /** More rows pass with each frame than anybody could read. */
  readonly isFast: boolean;
}

/** Rows from one frame to the next. */
const leap = 10;

/** Whether rows fly past. Drawing again where nothing has moved changes nothing, and where it has come to rest they no longer do. */
export function fastScroll(before: Scroll, first: number, isScrolling: boolean): Scroll {
  const isFast = isScrolling && (first === before.first ? before.isFast : Math.abs(first - before.first) > leap);
  return first === before.first && isFast === before.isFast ? before : { first, isFast };
}
