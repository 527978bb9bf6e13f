/** A run's parameters and its last checkpoint. */
export type ModelSource = (
  run: string,
  signal: AbortSignal,
) => Promise<{ readonly parameters: unknown; readonly checkpoint: { readonly step: number; readonly epoch: number } | null }>;
