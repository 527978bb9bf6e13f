import type { Look } from '#components/pictures/paint.ts';
import type { ComparisonRow, Member } from './row.ts';

/**
 * A row that is itself what gains are over shows its reconstruction: the chosen reference, or else the baselines. So does a baseline in place of a
 * spread over seeds.
 */
export function lookOf(row: ComparisonRow, look: Look, reference: Member | null): Look {
  const isYardstick = reference === null ? row.kind === 'baseline' : row.members.some(({ run }) => run.id === reference.run.id);
  const hasNone = look.mode === 'gain' ? isYardstick : look.mode === 'spread' && row.kind === 'baseline';
  return hasNone ? { ...look, mode: 'reconstruction' } : look;
}
