'use client';

import { useEffect, useRef, useState } from 'react';
import { inSlices } from './importance/sliced.ts';
import { type Importance, type ImportanceInput, prepareImportance } from './prepare-importance.ts';

/** Minimum pause between computations. Costs change during training, and recomputing on every change would slow the training down. */
const restMilliseconds = 3_000;

interface Answer {
  readonly signature: string;
  readonly importance: Importance;
}

export interface CurrentImportance {
  /** The last result; null before the first. */
  readonly importance: Importance | null;
  /** Whether the result matches the current runs. */
  readonly isCurrent: boolean;
}

/**
 * Computes parameter importance in time slices, and recomputes it when a cost changes. The previous result stays until then.
 *
 * @param input null to compute nothing
 */
export function useImportance(input: ImportanceInput | null): CurrentImportance {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const restedAt = useRef(0);
  const signature = input === null ? null : signatureOf(input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature changes whenever the input's content does
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

/** Identifies the relevant content of the input. Steps and times of active runs change constantly and have no effect on the result. */
function signatureOf({ runs, axes }: ImportanceInput): string {
  return JSON.stringify([axes.map(({ key }) => key), runs.map(({ id, cost }) => [id, cost])]);
}
