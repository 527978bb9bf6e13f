'use client';

import { useEffect, useRef, useState } from 'react';
import { inSlices } from './importance/sliced.ts';
import { type Importance, type ImportanceInput, prepareImportance } from './prepare-importance.ts';

/** While runs are trained their costs move; looking at them must not take the time of training them. */
const restMilliseconds = 3_000;

interface Answer {
  readonly signature: string;
  readonly importance: Importance;
}

export interface CurrentImportance {
  /** The last answer; null before the first. */
  readonly importance: Importance | null;
  /** Whether it is about the runs as they are now. */
  readonly isCurrent: boolean;
}

/**
 * Computed while the page stays fluent, and again when a cost has changed; until then the last answer stays.
 *
 * @param input what to compute from; null for nothing
 */
export function useImportance(input: ImportanceInput | null): CurrentImportance {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const restedAt = useRef(0);
  const signature = input === null ? null : signatureOf(input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature tells when the input is another
  useEffect(() => {
    if (input === null || signature === null) return;
    const controller = new AbortController();
    const compute = async () => {
      const importance = await inSlices(prepareImportance(input), controller.signal);
      restedAt.current = Date.now() + restMilliseconds;
      setAnswer({ signature, importance });
    };
    const timer = setTimeout(
      () => {
        compute().catch((error: unknown) => {
          if (!controller.signal.aborted) throw error;
        });
      },
      Math.max(0, restedAt.current - Date.now()),
    );
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [signature]);
  return { importance: answer?.importance ?? null, isCurrent: answer?.signature === signature };
}

/** Steps and times of runs in training change all the time, and matter to nothing here. */
function signatureOf({ runs, axes }: ImportanceInput): string {
  return JSON.stringify([axes.map(({ key }) => key), runs.map(({ id, cost }) => [id, cost])]);
}
