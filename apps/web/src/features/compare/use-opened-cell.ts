'use client';

import { useRef } from 'react';
import type { ComparisonView } from './use-comparison-view.ts';

/**
 * Opens and closes the enlarged cell. Opening it is a step of the history, so that Back closes it instead of leaving the page; moving to another cell
 * is none.
 */
export function useOpenedCell({ open, setLayout }: ComparisonView) {
  /** Whether the previous entry of the history is this page without the cell. */
  const isPushed = useRef(false);
  if (open === '') isPushed.current = false;
  return {
    show(cell: string) {
      const isFirst = open === '';
      if (isFirst) isPushed.current = true;
      void setLayout({ open: cell }, { history: isFirst ? 'push' : 'replace' });
    },
    close() {
      if (isPushed.current) window.history.back();
      else void setLayout({ open: null });
    },
  };
}
