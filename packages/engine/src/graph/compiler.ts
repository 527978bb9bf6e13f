import type { NativeBackend } from './native-backend.ts';
import type { EvaluationRecording } from './record-evaluation.ts';
import type { StepRecording } from './record-step.ts';
import { createRecordingCache, type RecordingCache } from './recording-cache.ts';
import { createSamplesFeeds, type SamplesFeeds } from './samples-feeds.ts';
import { createSessionPool, type SessionPool } from './session-pool.ts';

/** The caches that all programs of a process share. */
export interface Compiler {
  readonly backend: NativeBackend;
  readonly pool: SessionPool;
  readonly samplesFeeds: SamplesFeeds;
  readonly steps: RecordingCache<StepRecording>;
  readonly evaluations: RecordingCache<EvaluationRecording>;
  /** Makes the native backend the current one; another engine may have been used since. */
  readonly activate: () => void;
}

export function createCompiler(backend: NativeBackend, activate: () => void): Compiler {
  const { binding } = backend;
  return {
    backend,
    activate,
    pool: createSessionPool(binding),
    samplesFeeds: createSamplesFeeds(binding),
    steps: createRecordingCache(),
    evaluations: createRecordingCache(),
  };
}
