import { datasetName } from '@hourglass/datasets/catalog';
import { hashOf } from './canonical-json.ts';
import type { DatasetFacts } from './dataset-facts.ts';
import { expand, type PlannedRun } from './expand.ts';
import { type JsonObject, plainJson } from './json.ts';
import { axesOf } from './search-space.ts';
import type { Spec } from './spec.ts';

/** A spec as it was given. */
export interface SpecSource {
  readonly document: unknown;
  /** As it was written; null when it came from flags. */
  readonly text: string | null;
}

/** A sweep as it is to be stored. */
export interface PlannedSweep {
  readonly name: string;
  readonly spec: JsonObject;
  readonly specText: string | null;
  readonly fingerprint: string;
  readonly dataset: string;
  readonly facts: DatasetFacts;
  readonly axes: readonly string[];
  readonly runs: readonly (Omit<PlannedRun, 'parameters'> & { readonly parameters: JsonObject })[];
}

/**
 * The sweep that a spec describes.
 *
 * @param spec of the source, the paths of its data set absolute
 * @throws SweepsError SPEC_INVALID where it does not fit the data
 */
export function planSweep(spec: Spec, { document, text }: SpecSource, facts: DatasetFacts): PlannedSweep {
  // What is kept afterwards makes it no other sweep.
  const { extendable: _, ...identity } = spec;
  return {
    name: spec.name,
    spec: plainJson({ ...(document as object), dataset: spec.dataset }),
    specText: text,
    fingerprint: hashOf({ ...identity, dataset: facts.contentHash }),
    dataset: datasetName(spec.dataset),
    facts,
    axes: axesOf(spec.space),
    runs: expand(spec, facts).map((run) => ({ ...run, parameters: plainJson(run.parameters) })),
  };
}
