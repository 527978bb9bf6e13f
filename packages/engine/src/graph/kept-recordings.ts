import type { MaybePure } from '../engine.ts';

/** Recordings of pure functions, kept as long as the functions themselves: recording takes longer than many a short run. */
export interface KeptRecordings<Recording> {
  /** @param signature the shapes of everything that the function is given */
  of(recorded: object & MaybePure, signature: unknown, record: () => Recording): Recording;
}

export function createKeptRecordings<Recording>(): KeptRecordings<Recording> {
  const kept = new WeakMap<object, Map<string, Recording>>();
  return {
    of(recorded, signature, record) {
      if (recorded.pure !== true) return record();
      const bySignature = kept.get(recorded) ?? new Map<string, Recording>();
      kept.set(recorded, bySignature);
      const key = JSON.stringify(signature);
      const recording = bySignature.get(key) ?? record();
      bySignature.set(key, recording);
      return recording;
    },
  };
}
