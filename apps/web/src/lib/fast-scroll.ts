export interface Scroll {
  /** The first row that is drawn. */
  readonly first: number;
  /** More rows pass per frame than a person can read. */
  readonly isFast: boolean;
}

export interface Drawing {
  readonly first: number;
  readonly isScrolling: boolean;
  /** At most this many rows per frame are readable. */
  readonly leap: number;
}

/** Whether the list scrolls too fast to read. A render without movement does not change it; the end of the scroll does. */
export function fastScroll(before: Scroll, { first, isScrolling, leap }: Drawing): Scroll {
  const isFast = isScrolling && (first === before.first ? before.isFast : Math.abs(first - before.first) > leap);
  return first === before.first && isFast === before.isFast ? before : { first, isFast };
}
