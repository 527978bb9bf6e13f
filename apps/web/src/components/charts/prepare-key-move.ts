import { type Move, moveRange, type Range } from './move-range.ts';

const moves: Readonly<Record<string, Move>> = {
  '+': { from: 0.5, to: 0.5, factor: 1.25 },
  '=': { from: 0.5, to: 0.5, factor: 1.25 },
  '-': { from: 0.5, to: 0.5, factor: 0.8 },
  ArrowLeft: { from: 0, to: 0.1, factor: 1 },
  ArrowRight: { from: 0.1, to: 0, factor: 1 },
};

/** The range after a key; undefined for a key without a meaning. */
export function prepareKeyMove(key: string): ((range: Range, whole: Range) => Range | null) | undefined {
  if (key === '0' || key === 'Escape') return () => null;
  const move = moves[key];
  return move && ((range, whole) => moveRange(range, whole, move));
}
