import type { Random, RunConfig } from '@hourglass/model/config';
import type { SearchSpace } from '../search-space.ts';

/** What a sampler may know of a run that it proposed. */
export interface TriedRun {
  readonly config: RunConfig;
  /** Last validation cost per sample; null until there is one. */
  readonly validationCostPerSample: number | null;
}

/**
 * Proposes the next configuration, or `null` when there is none left. Pure: the same space, history and random
 * numbers give the same proposal. The history holds every earlier proposal, in order.
 */
export type Sampler = (space: SearchSpace, history: readonly TriedRun[], random: Random) => RunConfig | null;
