export interface Scroll {
  /** The first row that is drawn. */
  readonly first: number;
  /** More rows pass with each frame than anybody could read. */
  readonly isFast: boolean;
}

export interface Drawing {
  readonly first: number;
  readonly isScrolling: boolean;
  /** So many rows from one frame to the next can still be read. */
  readonly leap: number;
}

/** Whether rows fly past. Drawing again where nothing has moved changes nothing, and where it has come to rest they no longer do. */
export function fastScroll(before: Scroll, { first, isScrolling, leap }: Drawing): Scroll {
  const isFast = isScrolling && (first === before.first ? before.isFast : Math.abs(first - before.first) > leap);
  return first === before.first && isFast === before.isFast ? before : { first, isFast };
}
