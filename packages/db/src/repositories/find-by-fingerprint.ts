import type { SamplerVersion } from '@hourglass/sweeps';
import type { Queries } from '../client.ts';
import { parseSamplerVersion } from './sampler-version.ts';

export interface KnownSweep {
  readonly key: number;
  readonly id: string;
  readonly revision: number;
  readonly samplerVersion: SamplerVersion;
}

const select = { key: true, id: true, revision: true, samplerVersion: true } as const;

/** Finds the sweep of a spec by the sweep's own fingerprint or by that of one of its revisions. Includes deleted sweeps. */
export async function findByFingerprint(transaction: Queries, fingerprint: string): Promise<KnownSweep | null> {
  const own = await transaction.sweep.findUnique({ where: { fingerprint }, select });
  const widened = own ?? (await transaction.sweepRevision.findUnique({ where: { fingerprint }, select: { sweep: { select } } }))?.sweep;
  return widened === undefined ? null : { ...widened, samplerVersion: parseSamplerVersion(widened.samplerVersion) };
}
