'use client';

import { parseAsArrayOf, parseAsString, useQueryStates } from 'nuqs';
import { useCallback, useRef, useState } from 'react';

/** A larger selection would not fit into a URL; the comparison takes as many. */
const maxInUrl = 100;

type Change = (before: readonly string[]) => readonly string[];

/** The selected runs. A selection of usual size is part of the URL, so that it is there again after Back, a reload and for others who get the link. */
export function useSelectedRuns(): readonly [selected: readonly string[], change: (change: Change) => void] {
  const [{ select }, setUrl] = useQueryStates({ select: parseAsArrayOf(parseAsString).withDefault([]) }, { history: 'replace' });
  const [large, setLarge] = useState<readonly string[] | null>(null);
  const selected = large ?? select;
  const latest = useRef(selected);
  latest.current = selected;
  const change = useCallback(
    (next: Change) => {
      const runs = next(latest.current);
      // Several changes may precede the next render.
      latest.current = runs;
      const isLarge = runs.length > maxInUrl;
      setLarge(isLarge ? runs : null);
      void setUrl({ select: isLarge || runs.length === 0 ? null : [...runs] });
    },
    [setUrl],
  );
  return [selected, change];
}
