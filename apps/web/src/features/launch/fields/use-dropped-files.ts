'use client';

import { useEffect, useRef, useState } from 'react';

interface Dropped {
  /** What the drop hit: an element of the page, or null outside of all. */
  readonly target: Element | null;
  readonly files: readonly File[];
  readonly hasFolder: boolean;
}

/**
 * Takes files that are dropped anywhere on the page: a browser would leave the page and open a file that misses its target. Returns whether files are
 * being dragged over the page.
 */
export function useDroppedFiles(onDrop: (dropped: Dropped) => void): boolean {
  const [isDragging, setIsDragging] = useState(false);
  const latest = useRef(onDrop);
  latest.current = onDrop;
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      setIsDragging(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setIsDragging(false);
    };
    const drop = (event: DragEvent) => {
      const { dataTransfer } = event;
      if (dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      setIsDragging(false);
      latest.current({
        target: event.target instanceof Element ? event.target : null,
        files: [...dataTransfer.files],
        hasFolder: [...dataTransfer.items].some((item) => item.webkitGetAsEntry()?.isDirectory === true),
      });
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return isDragging;
}
