import type { MaybePure } from '../engine.ts';

/** Caches the recordings of pure functions as long as the functions exist. Recording can take longer than a short run. */
export interface RecordingCache<Recording> {
  /** @param signature the shapes of all arguments of the function */
  of(recorded: object & MaybePure, signature: unknown, record: () => Recording): Recording;
}

export function createRecordingCache<Recording>(): RecordingCache<Recording> {
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
