import type { Store } from '@hourglass/db';

/** Ends lost leases, and logs their runs. */
export async function reclaimLost({ leases }: Store, print: (line: string) => void): Promise<void> {
  for (const run of await leases.reclaim()) print(`run ${run}: its worker is gone, so its lease was ended`);
}
