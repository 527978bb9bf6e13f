'use client';

import { formatTimestamp, formatWhen } from '@hourglass/presentation';
import { useSyncExternalStore } from 'react';
import { hint } from './hint.ts';

const everyHalfMinute = 30_000;
let now = Date.now();

function subscribe(listener: () => void): () => void {
  const timer = setInterval(() => {
    now = Date.now();
    listener();
  }, everyHalfMinute);
  return () => clearInterval(timer);
}

/**
 * A time, relative to now, with the exact time on hover. The server knows neither the reader's clock nor time zone, so it renders the date
 * only.
 */
export function Time({ at, isExact = false }: { readonly at: number; readonly isExact?: boolean }) {
  const current = useSyncExternalStore<number | null>(
    subscribe,
    () => now,
    () => null,
  );
  const iso = new Date(at).toISOString();
  if (current === null) return <time dateTime={iso}>{iso.slice(0, 10)}</time>;
  return (
    <time dateTime={iso} {...(isExact ? {} : hint(formatTimestamp(at)))}>
      {isExact ? formatTimestamp(at) : formatWhen(at, Math.max(current, at))}
    </time>
  );
}
