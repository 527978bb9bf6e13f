import { useState } from 'react';

/** Rows. Nobody reads what moves by more from one frame to the next. */
const leap = 10;

/** Whether rows fly past, more of them with each frame than anybody could read. @param first row that is drawn */
export function useFastScroll(first: number, isScrolling: boolean): boolean {
  const [last, setLast] = useState({ first, isFast: false });
  const isFast = isScrolling && (first === last.first ? last.isFast : Math.abs(first - last.first) > leap);
  if (first !== last.first || isFast !== last.isFast) setLast({ first, isFast });
  return isFast;
}
