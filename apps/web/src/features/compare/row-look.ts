import type { Look } from '#components/pictures/paint.ts';
import type { ComparisonRow, Member } from './row.ts';

/**
 * The reference of the gains, which is the chosen run or else any baseline, shows its reconstruction instead of a gain. A baseline shows it instead
 * of a spread over seeds.
 */
export function lookOf(row: ComparisonRow, look: Look, reference: Member | null): Look {
  const isReference = reference === null ? row.kind === 'baseline' : row.members.some(({ run }) => run.id === reference.run.id);
  const hasNone = look.mode === 'gain' ? isReference : look.mode === 'spread' && row.kind === 'baseline';
  return hasNone ? { ...look, mode: 'reconstruction' } : look;
}
