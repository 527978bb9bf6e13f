import { datasetName } from '@hourglass/datasets/catalog';
import type { Ranking } from '@hourglass/model/metrics';
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
  /** The original YAML or JSON text; null if the spec was built from flags. */
  readonly text: string | null;
}

type StorableRun = Omit<PlannedRun, 'parameters'> & { readonly parameters: JsonObject };

/** A sweep that is ready to be stored. */
export interface PlannedSweep {
  readonly name: string;
  readonly spec: JsonObject;
  readonly specText: string | null;
  readonly fingerprint: string;
  readonly dataset: string;
  readonly facts: DatasetFacts;
  readonly ranking: Ranking;
  readonly axes: readonly string[];
  readonly runs: readonly StorableRun[];
  readonly samplerVersion: SamplerVersion;
  /** The runs that version 1 of the samplers proposes, for a sweep that was created with it. Omitted if they are the same. */
  readonly runsOfSampler1?: readonly StorableRun[];
  /** Sentences for the author of the spec. */
  readonly notes: readonly string[];
}

/**
 * The sweep that a spec describes.
 *
 * @param spec the parsed source, with absolute paths of the data set
 * @throws SweepsError SPEC_INVALID if it does not match the data
 */
export function planSweep(spec: Spec, { document, text }: SpecSource, facts: DatasetFacts): PlannedSweep {
  const runs = (version: SamplerVersion) => expand(spec, facts, version).map((run) => ({ ...run, parameters: plainJson(run.parameters) }));
  // Refuses a spec that does not fit the data, before anything is computed from both.
  const planned = runs(currentSamplerVersion);
  return {
    name: spec.name,
    spec: plainJson({ ...(document as object), dataset: spec.dataset }),
    specText: text,
    fingerprint: sweepFingerprint(spec, {
      contentHash: facts.contentHash,
      sampleShape: sampleShapeOf(facts),
      labels: labelsOf(facts, spec.dataset),
      labelsHash: facts.labelFacts?.hash,
    }),
    dataset: datasetName(spec.dataset),
    facts,
    ranking: spec.ranking,
    axes: axesOf(spec.space),
    runs: planned,
    samplerVersion: currentSamplerVersion,
    ...(drawsWholeNumbers(spec) ? { runsOfSampler1: runs(1) } : {}),
    notes: notesOn(spec, facts),
  };
}

/** The runs of a plan that a version of the samplers proposes. Pass the version of the sweep that the runs are added to. */
export function runsOfVersion<Run>(
  { runs, runsOfSampler1 }: { readonly runs: readonly Run[]; readonly runsOfSampler1?: readonly Run[] },
  version: SamplerVersion,
): readonly Run[] {
  return version === 1 && runsOfSampler1 !== undefined ? runsOfSampler1 : runs;
}

/** Whether version 1 of the samplers proposes other runs: it drew whole numbers differently. */
function drawsWholeNumbers({ sampler, space }: Spec): boolean {
  return sampler.kind === 'random' && Object.values(space).some((axis) => axis.kind === 'range' && axis.range.integer);
}
