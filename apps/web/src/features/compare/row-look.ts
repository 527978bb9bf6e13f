import type { Look } from '#components/pictures/paint.ts';
import type { ComparisonRow } from './row.ts';

/** A baseline has no gain over itself and no seeds: it shows what the others gain over. */
export function lookOf(row: ComparisonRow, look: Look): Look {
  return row.kind === 'baseline' && (look.mode === 'gain' || look.mode === 'spread') ? { ...look, mode: 'reconstruction' } : look;
}
