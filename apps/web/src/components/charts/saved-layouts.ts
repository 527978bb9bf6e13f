'use client';

import { useSyncExternalStore } from 'react';

/** A named chart layout; `query` is its part of the address. */
export interface SavedLayout {
  readonly name: string;
  readonly query: string;
}

const key = 'hourglass-chart-layouts';
const none: readonly SavedLayout[] = [];
let known: { readonly text: string | null; readonly layouts: readonly SavedLayout[] } = { text: null, layouts: none };

/** Kept in this browser, for every sweep and run. */
export function useSavedLayouts(): readonly SavedLayout[] {
  return useSyncExternalStore(subscribe, readLayouts, () => none);
}

/** Replaces the query of an existing name. */
export function saveLayout(layout: SavedLayout): void {
  write([...readLayouts().filter(({ name }) => name !== layout.name), layout]);
}

export function forgetLayout(name: string): void {
  write(readLayouts().filter((layout) => layout.name !== name));
}

/** Ignores entries of other programs or older versions. */
export function parseLayouts(text: string | null): readonly SavedLayout[] {
  if (text === null) return none;
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed.filter(isLayout) : none;
  } catch (error) {
    if (error instanceof SyntaxError) return none;
    throw error;
  }
}

function isLayout(value: unknown): value is SavedLayout {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    'query' in value &&
    typeof value.name === 'string' &&
    typeof value.query === 'string'
  );
}

function readLayouts(): readonly SavedLayout[] {
  const text = localStorage.getItem(key);
  if (text !== known.text) known = { text, layouts: parseLayouts(text) };
  return known.layouts;
}

function write(layouts: readonly SavedLayout[]): void {
  localStorage.setItem(key, JSON.stringify(layouts));
  window.dispatchEvent(new Event(key));
}

function subscribe(listener: () => void): () => void {
  // The `storage` event fires in other tabs only.
  window.addEventListener(key, listener);
  window.addEventListener('storage', listener);
  return () => {
    window.removeEventListener(key, listener);
    window.removeEventListener('storage', listener);
  };
}
