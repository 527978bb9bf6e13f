import type { Sweep } from '@hourglass/db';

/** The fields of a sweep that lists show: all but its spec and dataset facts. */
export type SweepRow = Omit<Sweep, 'spec' | 'specText' | 'facts'>;

export function toSweepRow({ spec: _spec, specText: _specText, facts: _facts, ...row }: Sweep): SweepRow {
  return row;
}
