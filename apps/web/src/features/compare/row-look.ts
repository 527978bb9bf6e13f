import type { Look } from '#components/pictures/paint.ts';
import type { ComparisonRow } from './row.ts';

/** Baselines have no gain over themselves and no spread over seeds, so they show their reconstruction in these modes. */
export function lookOf(row: ComparisonRow, look: Look): Look {
  return row.kind === 'baseline' && (look.mode === 'gain' || look.mode === 'spread') ? { ...look, mode: 'reconstruction' } : look;
}
