import type { FilterProblem } from './filter.ts';

/** The sentence, and under it the filter with the place marked, for a terminal. */
export function showProblem(text: string, { message, from, to }: FilterProblem): string {
  const line = text.replaceAll(/\s/g, ' ');
  return `${message}\n  ${line}\n  ${' '.repeat(from)}${'^'.repeat(Math.max(1, to - from))}`;
}
