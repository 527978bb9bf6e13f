import { createHash } from 'node:crypto';

/** Samples with the name of the class of each. */
export interface PackagedSamples {
  /** Of one sample. */
  readonly sampleShape: readonly number[];
  /** Bytes, or numbers. */
  readonly samples: readonly (Uint8Array | Float32Array)[];
  readonly classes: readonly string[];
}

/** A sample with the group that it must not be separated from: a variant, or a duplicate. */
export interface GroupedSample {
  readonly values: Uint8Array;
  readonly className: string;
  readonly group: string;
}

export interface PackagedParts {
  readonly train: PackagedSamples;
  readonly test: PackagedSamples;
}

/**
 * Splits samples into test (a tenth), validation (the first tenth of the rest) and training, so that no group lies in two parts. The order of groups is that of
 * the SHA-256 of their names: the same everywhere, and independent of the classes.
 */
export function splitGroups(all: readonly GroupedSample[], sampleShape: readonly number[]): PackagedParts {
  const groups = [...Map.groupBy(all, ({ group }) => group)]
    .map(([name, samples]) => ({ key: createHash('sha256').update(name).digest('hex'), samples }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ samples }) => samples);
  const testCount = Math.floor(all.length / 10);
  const test = take(groups, testCount);
  const validation = take(test.left, Math.floor((all.length - testCount) / 10));
  return { train: packaged([...validation.taken, ...validation.left], sampleShape), test: packaged(test.taken, sampleShape) };
}

type Groups = readonly (readonly GroupedSample[])[];

/** Exactly so many samples in whole groups: each group in turn that still fits. */
function take(groups: Groups, count: number): { readonly taken: Groups; readonly left: Groups } {
  const [taken, left]: [(readonly GroupedSample[])[], (readonly GroupedSample[])[]] = [[], []];
  let missing = count;
  for (const group of groups) {
    if (group.length <= missing) taken.push(group);
    else left.push(group);
    if (group.length <= missing) missing -= group.length;
  }
  if (missing > 0) throw new RangeError(`no whole groups hold ${count} samples`);
  return { taken, left };
}

function packaged(groups: Groups, sampleShape: readonly number[]): PackagedSamples {
  const samples = groups.flat();
  return { sampleShape, samples: samples.map(({ values }) => values), classes: samples.map(({ className }) => className) };
}
