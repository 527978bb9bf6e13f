'use client';

import { useEffect, useState } from 'react';
import { LatestOnly } from '#lib/latest-only.ts';
import { computeImportance } from './compute-importance.ts';
import { type Importance, type ImportanceInput, rankedRuns } from './prepare-importance.ts';

/** Minimum pause between computations, in milliseconds, and as a multiple of their duration: it leaves the machine to the training. */
const rest = { least: 3_000, share: 5 } as const;

interface Request {
  readonly signature: string;
  readonly input: ImportanceInput;
}

export interface CurrentImportance {
  /** The last result; null before the first. */
  readonly importance: Importance | null;
  /** Whether the result matches the current runs. */
  readonly isCurrent: boolean;
  readonly error: Error | null;
}

/**
 * Computes parameter importance in a worker, and again when the values that it is computed from have changed. The previous result stays until
 * then.
 *
 * @param input null to compute nothing
 */
export function useImportance(input: ImportanceInput | null): CurrentImportance {
  const [answer, setAnswer] = useState<{ readonly signature: string; readonly importance: Importance } | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [queue, setQueue] = useState<LatestOnly<Request, Importance> | null>(null);
  const signature = input === null ? null : signatureOf(input);
  useEffect(() => {
    const created = new LatestOnly<Request, Importance>({
      compute: ({ input: requested }) => computeImportance(requested),
      restAfter: (milliseconds) => Math.max(rest.least, rest.share * milliseconds),
      onDone: ({ signature: of }, importance) => {
        setAnswer({ signature: of, importance });
        setError(null);
      },
      onError: (reason) => setError(reason instanceof Error ? reason : new Error(String(reason))),
    });
    setQueue(created);
    return () => created.close();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature changes whenever the input's content does
  useEffect(() => {
    if (input !== null && signature !== null) queue?.request({ signature, input: withoutLabels(input) });
  }, [queue, signature]);
  return { importance: answer?.importance ?? null, isCurrent: answer?.signature === signature, error };
}

/** The part of the input that the computation reads, which is copied to the worker. */
function withoutLabels({ runs, axes }: ImportanceInput): ImportanceInput {
  return { axes, runs: runs.map(({ id, values, measured, isOutlier, hasEnded }) => ({ id, values, measured, isOutlier, hasEnded })) };
}

/** Identifies the relevant content of the input. Steps, times and values of active runs change constantly and have no effect on the result. */
function signatureOf({ runs, axes }: ImportanceInput): string {
  return JSON.stringify([axes.map(({ key }) => key), rankedRuns(runs).map(({ id, measured }) => [id, measured])]);
}
