import type { Sweep } from '@hourglass/db';

/** A sweep as the lists show it: without its spec. */
export type SweepRow = Omit<Sweep, 'spec' | 'specText'>;

export function toSweepRow({ spec: _spec, specText: _specText, ...row }: Sweep): SweepRow {
  return row;
}
