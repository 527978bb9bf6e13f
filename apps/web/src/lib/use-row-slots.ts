'use client';

import { useState } from 'react';
import { type RowSlots, type RowsDrawn, turnSlots } from './row-slots.ts';

/** DOM nodes of a list's rows, recycled while the list scrolls. */
export function useRowSlots(drawn: RowsDrawn): RowSlots {
  const [slots, setSlots] = useState<RowSlots>({ count: drawn.count, first: 0 });
  const now = turnSlots(slots, drawn);
  if (now !== slots) setSlots(now);
  return now;
}
