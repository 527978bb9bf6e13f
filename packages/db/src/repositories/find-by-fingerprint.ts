import type { Queries } from '../client.ts';

export interface KnownSweep {
  readonly key: number;
  readonly id: string;
  readonly revision: number;
}

const select = { key: true, id: true, revision: true } as const;

/** The sweep that a spec describes: by its own fingerprint, or by one that it was widened to. Deleted ones too. */
export async function findByFingerprint(transaction: Queries, fingerprint: string): Promise<KnownSweep | null> {
  const own = await transaction.sweep.findUnique({ where: { fingerprint }, select });
  if (own !== null) {
    return own;
  }
  const widened = await transaction.sweepRevision.findUnique({ where: { fingerprint }, select: { sweep: { select } } });
  return widened?.sweep ?? null;
}
