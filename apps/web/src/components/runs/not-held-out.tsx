import { hint } from '#components/ui/hint.ts';

/** Why a run without validation samples has no value in a column of validation or of the best epoch. */
export const notHeldOutText = 'none: no samples are held out for validation, so no epoch is the best';

/** Shown in a cell for a value that the run will never have; a dash marks a value that it does not have yet. */
export function NotHeldOut() {
  return <span {...hint('No samples are held out for validation, so no epoch is the best')}>none</span>;
}
