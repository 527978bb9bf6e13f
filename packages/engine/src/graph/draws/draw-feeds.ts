import type { Phase } from '../../engine.ts';
import type { Randomness } from '../../program/steps.ts';
import { streamOf } from '../../random/stream.ts';
import { placeholder } from '../graph.ts';
import type { GraphBuilder } from '../graph-builder.ts';
import type { Feed } from '../session.ts';

/** Words of a key and of a counter. */
export const keyShape = [2];
export const counterShape = [4];

/** Placeholders of what the draws of several steps follow from. */
export interface DrawFeeds {
  /** The seed, `[2]`. */
  readonly key: string;
  /** The counter of each step, without a purpose, `[capacity, 4]`. */
  readonly counters: string;
  /** Most steps of one call. */
  readonly capacity: number;
}

export const hasDraws = ({ draws = {} }: Phase): boolean => Object.keys(draws).length > 0;

/** @param graph scoped to these steps */
export function addDrawFeeds(graph: GraphBuilder, capacity: number): DrawFeeds {
  return {
    key: graph.add(placeholder('draw_key', 'int32', keyShape)),
    counters: graph.add(placeholder('draw_counters', 'int32', [capacity, ...counterShape])),
    capacity,
  };
}

/** @param randomness of the first of `steps` steps; null where there are no steps */
export function feedDraws(
  { key, counters, capacity }: DrawFeeds,
  randomness: Randomness | null,
  steps: number,
): Readonly<Record<string, Feed>> {
  const [seed, words] = [new Int32Array(2), new Int32Array(4 * capacity)];
  if (randomness !== null) {
    for (let step = 0; step < steps; step++) {
      const stream = streamOf(randomness.seed, 0, randomness.firstStep + step);
      seed.set(stream.key);
      words.set(stream.counter, 4 * step);
    }
  }
  return {
    [key]: { type: 'int32', shape: keyShape, values: seed },
    [counters]: { type: 'int32', shape: [capacity, ...counterShape], values: words },
  };
}
