import type { NamedEpoch } from '@hourglass/sweeps/metrics';

/** A run's parameters and the checkpoint of its best or last epoch. */
export type ModelSource = (
  run: string,
  at: NamedEpoch,
  signal: AbortSignal,
) => Promise<{ readonly parameters: unknown; readonly checkpoint: { readonly step: number; readonly epoch: number } | null }>;
