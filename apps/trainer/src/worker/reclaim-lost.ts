import type { Store } from '@hourglass/db';

/** Ends lost leases, and logs their runs. */
export async function reclaimLost({ leases }: Store, say: (line: string) => void): Promise<void> {
  for (const run of await leases.reclaim()) say(`run ${run}: its worker is gone, its lease was ended`);
}
