import type { Draw } from '../../engine.ts';
import type { GraphBuilder } from '../graph-builder.ts';

/** References of what the draws of a step follow from, as int32: 32-bit words of Philox. */
export interface DrawSources {
  /** The seed, `[2]`. */
  readonly key: string;
  /** The counter of the step without a purpose, `[4]`. */
  readonly counter: string;
}

/** How an executor draws. */
export interface StepDraws {
  readonly sources: DrawSources;
  /** Adds the numbers of a draw to a graph that is scoped to it. Returns their reference. */
  add(graph: GraphBuilder, draw: Draw, sources: DrawSources): string;
}
