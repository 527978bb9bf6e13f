import type { Sweep } from '@hourglass/db';

/** A sweep as the lists show it: without its spec and its data. */
export type SweepRow = Omit<Sweep, 'spec' | 'specText' | 'facts'>;

export function toSweepRow({ spec: _spec, specText: _specText, facts: _facts, ...row }: Sweep): SweepRow {
  return row;
}
