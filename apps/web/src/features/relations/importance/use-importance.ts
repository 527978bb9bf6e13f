'use client';

import { useEffect, useState } from 'react';
import { type Importance, type ImportanceInput, prepareImportance } from './prepare-importance.ts';
import { inSlices } from './sliced.ts';

/** Computed while the page stays fluent; the last answer stays until the next. Null before the first. */
export function useImportance(input: ImportanceInput | null): Importance | null {
  const [importance, setImportance] = useState<Importance | null>(null);
  useEffect(() => {
    if (input === null) {
      setImportance(null);
      return;
    }
    const controller = new AbortController();
    inSlices(prepareImportance(input), controller.signal).then(setImportance, (error: unknown) => {
      if (!controller.signal.aborted) throw error;
    });
    return () => controller.abort();
  }, [input]);
  return importance;
}
