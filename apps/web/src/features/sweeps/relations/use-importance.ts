'use client';

import { useEffect, useMemo, useRef, useState } from 'react';
import { LatestOnly } from '#lib/latest-only.ts';
import { computeImportance } from './compute-importance.ts';
import { type Coverage, countChanged, coverageOf, isDue } from './importance-coverage.ts';
import type { Importance, ImportanceInput } from './prepare-importance.ts';

/** Minimum pause between computations, in milliseconds, and as a multiple of their duration: it leaves the machine to the training. */
const rest = { least: 3_000, share: 5 } as const;

interface Request {
  readonly coverage: Coverage;
  readonly input: ImportanceInput;
}

export interface CurrentImportance {
  /** The last result; null before the first. */
  readonly importance: Importance | null;
  /** Number of runs that have ended or changed since the result; null while another choice is computed. */
  readonly changed: number | null;
  readonly error: Error | null;
}

/**
 * Computes parameter importance in a worker, and again when it is due (see `isDue`). The previous result stays until then.
 *
 * @param input null to compute nothing
 * @param choice what the reader chose beside the axes: a change is computed at once
 */
export function useImportance(input: ImportanceInput | null, choice: string): CurrentImportance {
  const [answer, setAnswer] = useState<{ readonly coverage: Coverage; readonly importance: Importance } | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [queue, setQueue] = useState<LatestOnly<Request, Importance> | null>(null);
  const lastRequested = useRef<Coverage | null>(null);
  const current = useMemo(() => (input === null ? null : coverageOf(input, choice)), [input, choice]);
  useEffect(() => {
    const created = new LatestOnly<Request, Importance>({
      compute: ({ input: requested }) => computeImportance(requested),
      restAfter: (milliseconds) => Math.max(rest.least, rest.share * milliseconds),
      onDone: ({ coverage }, importance) => {
        setAnswer({ coverage, importance });
        setError(null);
      },
      onError: (reason) => setError(reason instanceof Error ? reason : new Error(String(reason))),
    });
    setQueue(created);
    lastRequested.current = null;
    return () => created.close();
  }, []);
  useEffect(() => {
    if (queue === null || input === null || current === null || !isDue(lastRequested.current, current)) return;
    lastRequested.current = current;
    queue.request({ coverage: current, input: withoutLabels(input) });
  }, [queue, input, current]);
  const isChosen = answer !== null && answer.coverage.choice === current?.choice;
  return { importance: answer?.importance ?? null, changed: isChosen ? countChanged(answer.coverage, current) : null, error };
}

/** The part of the input that the computation reads, which is copied to the worker. */
function withoutLabels({ runs, axes }: ImportanceInput): ImportanceInput {
  return { axes, runs: runs.map(({ id, values, measured, isOutlier, hasEnded }) => ({ id, values, measured, isOutlier, hasEnded })) };
}
