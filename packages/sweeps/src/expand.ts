import { describeNetwork, familyConfigOf, type RunConfig, random, stepsPerEpoch } from '@hourglass/model/config';
import { formatCount, formatParameter } from '@hourglass/presentation';
import type { BaselineConfig } from './baseline-config.ts';
import { countRuns } from './count-runs.ts';
import { type DatasetFacts, dataOf, sampleShapeOf } from './dataset-facts.ts';
import { SweepsError } from './errors.ts';
import { baselineFingerprint, type DatasetIdentity, runFingerprint } from './fingerprint.ts';
import { baselineValues, type ParameterValues, parameterValues } from './parameter-values.ts';
import { rankingProblem } from './ranking.ts';
import type { RunKind } from './run-state.ts';
import { currentSamplerVersion, type SamplerVersion, samplerOf } from './samplers/registry.ts';
import type { TriedRun } from './samplers/sampler.ts';
import type { Spec } from './spec.ts';

/** A larger sweep is rejected as a mistake. */
export const maxRuns = 100_000;

export interface PlannedRun {
  readonly kind: RunKind;
  readonly fingerprint: string;
  readonly seed: number;
  readonly parameters: RunConfig | BaselineConfig;
  readonly values: ParameterValues;
  readonly parameterCount: number;
  readonly totalSteps: number;
}

/**
 * Every run of a sweep in training order: the baselines first, then each configuration with each seed.
 *
 * @param version of the samplers: the current one, or the version with which a stored sweep was created
 * @throws SweepsError SPEC_INVALID if a configuration does not match the data; then no run is planned
 */
export function expand(spec: Spec, dataset: DatasetFacts, version: SamplerVersion = currentSamplerVersion): readonly PlannedRun[] {
  const count = countRuns(spec);
  if (count > maxRuns) {
    throw new SweepsError('SPEC_INVALID', [
      `The spec describes ${formatCount(count)} runs; at most ${formatCount(maxRuns)} are allowed in one sweep.`,
    ]);
  }
  const proposed = proposals(spec, version);
  const problems = new Set(proposed.flatMap((config) => configProblems(config, dataset)));
  const undrawable = binariseProblem(dataset);
  if (undrawable !== null) problems.add(undrawable);
  const unranked = rankingProblem(spec.ranking, proposed, dataset);
  if (unranked !== null) problems.add(unranked);
  if (problems.size > 0) throw new SweepsError('SPEC_INVALID', [...problems]);
  const configs = proposed.map((config) => withClasses(config, dataset));
  const runs = configs.flatMap((config) => spec.seeds.map((seed) => plannedRun(config, seed, spec, dataset)));
  return uniqueBy([...plannedBaselines(spec, configs, dataset), ...runs], ({ fingerprint }) => fingerprint);
}

function proposals({ sampler, space }: Spec, version: SamplerVersion): readonly RunConfig[] {
  const propose = samplerOf(sampler.kind, version);
  const history: TriedRun[] = [];
  const maxProposals = sampler.kind === 'random' ? sampler.runs : Number.POSITIVE_INFINITY;
  while (history.length < maxProposals) {
    const source = random(sampler.kind === 'random' ? sampler.seed : 0, 'search', history.length);
    const config = propose(space, history, source);
    if (config === null) break;
    history.push({ config, validationCostPerSample: null });
  }
  return history.map(({ config }) => config);
}

function configProblems(config: RunConfig, dataset: DatasetFacts): readonly string[] {
  const { title, trainCount } = dataset;
  const { family, batchSize } = config;
  const problems: string[] = [];
  const problem = familyConfigOf(family).problem(config);
  if (problem !== null) problems.push(problem);
  const shapeProblem = familyConfigOf(family).shapeProblem(config, sampleShapeOf(dataset));
  if (shapeProblem !== null) problems.push(`${shapeProblem} of ${title}.`);
  else if (dataOf(dataset).kind === 'series' && !familyConfigOf(family).takesSeries) {
    problems.push(`family: received "${family}", which needs images; set \`family: recurrent\` or \`dense\` for the series of ${title}.`);
  }
  const labelProblem = conditionDataProblem(config, dataset);
  if (labelProblem !== null) problems.push(labelProblem);
  const rangeProblem = likelihoodRangeProblem(config, dataset);
  if (rangeProblem !== null) problems.push(rangeProblem);
  if (batchSize > trainCount) {
    problems.push(`batchSize: received ${batchSize}; it must be at most ${trainCount}, the number of training samples of ${title}.`);
  }
  return problems;
}

/** Only probabilities can be drawn as 0 or 1. Files are checked value by value when they are read. */
function binariseProblem({ values, options, title }: DatasetFacts): string | null {
  const { binarise } = options ?? {};
  if (binarise === undefined || values === undefined || (values.low >= 0 && values.high <= 1)) return null;
  const range = `${formatParameter(values.low, 3)} to ${formatParameter(values.high, 3)}`;
  return `dataset.binarise: received "${binarise}", which draws each value as a probability from 0 to 1; the values of ${title} go from ${range}. Set \`scale: unit\` in \`dataset\` (--scale unit), or \`binarise: none\`.`;
}

/** A condition needs the label of every sample. */
function conditionDataProblem({ condition }: RunConfig, { labelFacts, title }: DatasetFacts): string | null {
  if (condition.kind === 'none') return null;
  if (labelFacts === undefined) {
    return `condition: received "label", which needs a label for every training, validation and test sample of ${title}. Name the files of the labels in \`dataset\` (\`trainLabels\`, and \`testLabels\` where \`test\` is a file of its own), or set \`condition: none\`.`;
  }
  const { classes } = labelFacts;
  if (condition.classes === null || condition.classes === classes) return null;
  return `condition.classes: received ${condition.classes}; the labels of ${title} have ${classes}. Leave it out: it follows from the data.`;
}

/** The configuration with the number of classes that its data have. */
function withClasses(config: RunConfig, { labelFacts }: DatasetFacts): RunConfig {
  if (config.condition.kind === 'none' || labelFacts === undefined) return config;
  return { ...config, condition: { ...config.condition, classes: labelFacts.classes } };
}

/** Bernoulli probabilities judge values from 0 to 1. */
function likelihoodRangeProblem({ likelihood }: RunConfig, { values, title }: DatasetFacts): string | null {
  if (likelihood.kind !== 'bernoulli' || values === undefined || (values.low >= 0 && values.high <= 1)) return null;
  const range = `${formatParameter(values.low, 3)} to ${formatParameter(values.high, 3)}`;
  return `likelihood: received "bernoulli", which judges values from 0 to 1; the values of ${title} go from ${range}. Set \`scale: unit\` in \`dataset\` (--scale unit), or \`likelihood: gaussian\`.`;
}

function identityOf({ dataset: reference }: Spec, dataset: DatasetFacts): DatasetIdentity {
  return { contentHash: dataset.contentHash, reference, sampleShape: sampleShapeOf(dataset), labelsHash: dataset.labelFacts?.hash };
}

function plannedRun(config: RunConfig, seed: number, spec: Spec, dataset: DatasetFacts): PlannedRun {
  return {
    kind: 'run',
    fingerprint: runFingerprint({ config, seed, dataset: identityOf(spec, dataset) }),
    seed,
    parameters: config,
    values: parameterValues(config, sampleShapeOf(dataset)),
    parameterCount: describeNetwork(config, sampleShapeOf(dataset)).parameterCount,
    totalSteps: stepsPerEpoch(config, dataset.trainCount) * config.epochs,
  };
}

/**
 * One baseline per code size of the sweep, not per learning rate or seed. The mean sample has no code size; a quantized code has bits instead, which no
 * PCA is compared by.
 */
function plannedBaselines(spec: Spec, configs: readonly RunConfig[], dataset: DatasetFacts): readonly PlannedRun[] {
  const { sampleSize } = dataset;
  const descriptions = configs.map((config) => describeNetwork(config, sampleShapeOf(dataset)));
  const codeSizes = [...new Set(descriptions.flatMap(({ codeSize, codeBits }) => (codeBits === null ? [codeSize] : [])))]
    .filter((size) => size <= sampleSize)
    .sort((a, b) => a - b);
  return spec.baselines.flatMap((baseline) =>
    (baseline === 'mean' ? [0] : codeSizes).map((size): PlannedRun => {
      const config: BaselineConfig = { baseline, codeSize: size };
      return {
        kind: 'baseline',
        fingerprint: baselineFingerprint(config, identityOf(spec, dataset)),
        seed: 0,
        parameters: config,
        values: baselineValues(config),
        parameterCount: size * sampleSize + sampleSize,
        totalSteps: 0,
      };
    }),
  );
}

function uniqueBy<Value>(values: readonly Value[], key: (value: Value) => string): readonly Value[] {
  return [...new Map(values.toReversed().map((value) => [key(value), value])).values()].toReversed();
}
