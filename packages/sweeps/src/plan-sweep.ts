import { datasetName } from '@hourglass/datasets/catalog';

import { type DatasetFacts, labelsOf, sampleShapeOf } from './dataset-facts.ts';
import { expand, type PlannedRun } from './expand.ts';
import { sweepFingerprint } from './fingerprint.ts';
import { type JsonObject, plainJson } from './json.ts';
import { notesOn } from './notes.ts';
import { currentSamplerVersion, type SamplerVersion } from './samplers/registry.ts';
import { axesOf } from './search-space.ts';
import type { Spec } from './spec.ts';

/** A spec before parsing. */
export interface SpecSource {
  readonly document: unknown;
  /** As it was written; null when it came from flags. */
  readonly text: string | null;
}

type StorableRun = Omit<PlannedRun, 'parameters'> & { readonly parameters: JsonObject };

/** A sweep as it is to be stored. */
export interface PlannedSweep {
  readonly name: string;
  readonly spec: JsonObject;
  readonly specText: string | null;
  readonly fingerprint: string;
  readonly dataset: string;
  readonly facts: DatasetFacts;
  readonly axes: readonly string[];
  readonly runs: readonly StorableRun[];
  readonly samplerVersion: SamplerVersion;
  /** The runs as version 1 of the samplers proposes them, for a sweep that was created with it. Left out where they are the same. */
  readonly runsOfSampler1?: readonly StorableRun[];
  /** What the person who gave the spec should know: sentences. */
  readonly notes: readonly string[];
}

/**
 * The sweep that a spec describes.
 *
 * @param spec of the source, the paths of its data set absolute
 * @throws SweepsError SPEC_INVALID where it does not fit the data
 */
export function planSweep(spec: Spec, { document, text }: SpecSource, facts: DatasetFacts): PlannedSweep {
  const runs = (version: SamplerVersion) => expand(spec, facts, version).map((run) => ({ ...run, parameters: plainJson(run.parameters) }));
  return {
    name: spec.name,
    spec: plainJson({ ...(document as object), dataset: spec.dataset }),
    specText: text,
    fingerprint: sweepFingerprint(spec, {
      contentHash: facts.contentHash,
      sampleShape: sampleShapeOf(facts),
      labels: labelsOf(facts, spec.dataset),
    }),
    dataset: datasetName(spec.dataset),
    facts,
    axes: axesOf(spec.space),
    runs: runs(currentSamplerVersion),
    samplerVersion: currentSamplerVersion,
    ...(drawsWholeNumbers(spec) ? { runsOfSampler1: runs(1) } : {}),
    notes: notesOn(spec, facts),
  };
}

/** The runs of a plan as a version of the samplers proposes them: that of the sweep they are to be added to. */
export function runsOfVersion<Run>(
  { runs, runsOfSampler1 }: { readonly runs: readonly Run[]; readonly runsOfSampler1?: readonly Run[] },
  version: SamplerVersion,
): readonly Run[] {
  return version === 1 && runsOfSampler1 !== undefined ? runsOfSampler1 : runs;
}

/** The one thing that version 1 of the samplers did differently. */
function drawsWholeNumbers({ sampler, space }: Spec): boolean {
  return sampler.kind === 'random' && Object.values(space).some((axis) => axis.kind === 'range' && axis.range.integer);
}
