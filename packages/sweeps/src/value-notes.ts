import { type DatasetReference, optionsOf } from '@hourglass/datasets/catalog';
import { type ActivationName, activationNames, type FamilyName, impliedDefaults, kindOf, modelFieldsOf } from '@hourglass/model/config';
import { formatParameter } from '@hourglass/presentation';
import { stringify } from 'yaml';
import { z } from 'zod';
import type { DatasetFacts } from './dataset-facts.ts';
import { hasBest } from './ranking.ts';
import { familiesOf, type SearchSpace } from './search-space.ts';
import type { Spec } from './spec.ts';

type Values = NonNullable<DatasetFacts['values']>;

/** What each activation can give. A network's output must reach the samples minus their mean. */
const reaches: Readonly<Record<ActivationName, readonly [low: number, high: number]>> = {
  tanh: [-1, 1],
  sigmoid: [0, 1],
  relu: [0, Number.POSITIVE_INFINITY],
  elu: [-1, Number.POSITIVE_INFINITY],
  linear: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  leakyRelu: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  // The minima of x Φ(x) at −0.752 and of x · sigmoid(x) at −1.278.
  gelu: [-0.17, Number.POSITIVE_INFINITY],
  silu: [-0.278, Number.POSITIVE_INFINITY],
  softplus: [0, Number.POSITIVE_INFINITY],
};

/** Distances from the mean that networks of usual weights and learning rates handle without a scale. */
const usualDistance = { least: 1e-3, most: 10 };

interface Subject {
  readonly space: SearchSpace;
  readonly dataset: DatasetReference;
  readonly facts: DatasetFacts;
}

/** Says what follows from holding out no samples, unless a metric of training selects epochs and runs. */
export function validationNotes({ dataset, ranking }: Pick<Spec, 'dataset' | 'ranking'>): readonly string[] {
  if (hasBest(ranking, { options: optionsOf(dataset) })) return [];
  return ['dataset.validation: no samples are held out, so no epoch and no run is selected as the best; compare runs by their test cost.'];
}

/** At most one sentence on training values that a network of the sweep can't learn well, with a change of the spec that mends it. */
export function valueNotes({ space, dataset, facts }: Subject): readonly string[] {
  const { values, title } = facts;
  if (values === undefined) return [];
  if (values.identical) return [identicalNote(values, facts)];
  const unreached = outputsOf(space).filter((output) => !isReachedIn(space, values, output));
  if (unreached.length > 0) {
    return [
      `outputActivation: ${unreached.map(reachText).join(', ')}, but the values of ${title} minus their mean go from ${range(values.centredLow, values.centredHigh)} (the values themselves from ${range(values.low, values.high)}). ${outputRemedy(values, { space, dataset, facts })}`,
    ];
  }
  return distanceNote(values, { space, dataset, facts });
}

function identicalNote({ low, high }: Values, { title, trainCount }: DatasetFacts): string {
  const what = low === high ? `every value is ${formatParameter(low)}` : 'they are all the same';
  return `dataset: the ${trainCount} training samples of ${title} are useless for training: ${what}. The mean sample already has cost 0. Provide samples that differ.`;
}

const outputsSchema = z.array(z.enum(activationNames));

/** The output activations of the configurations of a space. */
function outputsOf(space: SearchSpace): readonly ActivationName[] {
  const { outputActivation } = space;
  const values = outputActivation?.kind === 'choice' ? outputActivation.values : [...familyDefaults(space), ...impliedOutputs(space)];
  return [...new Set(outputsSchema.parse(values))];
}

function familyDefaults(space: SearchSpace): readonly unknown[] {
  const { likelihood } = space;
  const isImpliedForAll = likelihood?.kind === 'choice' && likelihood.values.every((value) => kindOf(value) === 'bernoulli');
  return isImpliedForAll ? [] : familiesOf(space).map(defaultOutputOf);
}

function impliedOutputs(space: SearchSpace): readonly unknown[] {
  return impliedDefaults.flatMap(({ field, by, value }) => {
    const axis = space[by.field];
    return field === 'outputActivation' && axis?.kind === 'choice' && axis.values.some((one) => kindOf(one) === by.kind) ? [value] : [];
  });
}

/** Families with different defaults leave the field out of a space. */
function defaultOutputOf(family: FamilyName): unknown {
  return modelFieldsOf(family).outputActivation?.safeParse(undefined).data;
}

/** Whether an output reaches the values of every configuration: minus their mean, and as they are without `centre`. */
function isReachedIn({ centre }: SearchSpace, values: Values, output: ActivationName): boolean {
  const centred = centre?.kind === 'choice' ? centre.values : [true];
  const raw = { ...values, centredLow: values.low, centredHigh: values.high };
  return centred.every((isCentred) => isReached(isCentred === false ? raw : values, output));
}

function isReached({ centredLow, centredHigh }: Values, output: ActivationName): boolean {
  const [low, high] = reaches[output];
  return centredLow >= low && centredHigh <= high;
}

function reachText(output: ActivationName): string {
  const [low, high] = reaches[output];
  return high === Number.POSITIVE_INFINITY
    ? `${output} gives ${formatParameter(low)} and more`
    : `${output} gives ${formatParameter(low)} to ${formatParameter(high)}`;
}

/** After `unit`, values minus their mean lie between −1 and 1, which tanh and elu reach. */
function outputRemedy(values: Values, { dataset, facts, space }: Subject): string {
  const reaching = isReached(values, 'tanh') ? 'tanh' : 'linear';
  const byOutput = `\`outputActivation: ${reaching}\` (--output-activation ${reaching})`;
  const unit = scaleText(dataset, 'unit');
  const reachesUnit = outputsOf(space).every((output) => reaches[output][0] <= -1 && reaches[output][1] >= 1);
  if (reaching === 'tanh' || !reachesUnit || facts.options?.scale === 'unit') return `Use ${byOutput}.`;
  if (hasUsualDistance(values) || facts.options?.scale === 'standard') return `Use ${unit}, or ${byOutput}.`;
  return looksLikeBytes(values) ? `Use ${unit}, or save these whole numbers as bytes (uint8), which are divided by 255.` : `Use ${unit}.`;
}

/** Pictures are often saved as larger whole numbers than they need. */
function looksLikeBytes({ low, high, whole }: Values): boolean {
  return whole === true && low >= 0 && high > 127 && high <= 255;
}

function distanceNote(values: Values, { dataset, facts }: Subject): readonly string[] {
  if (hasUsualDistance(values) || facts.options?.scale === 'unit' || facts.options?.scale === 'standard') return [];
  return [
    `dataset: the values of ${facts.title} go from ${range(values.low, values.high)} and lie up to ${formatParameter(distanceOf(values), 3)} from their mean; networks learn best from values of about 1. Use ${scaleText(dataset, 'standard')}.`,
  ];
}

function hasUsualDistance(values: Values): boolean {
  const distance = distanceOf(values);
  return distance >= usualDistance.least && distance <= usualDistance.most;
}

function distanceOf({ centredLow, centredHigh }: Values): number {
  return Math.max(-centredLow, centredHigh);
}

/** As written in a spec, or as a flag. */
function scaleText(dataset: DatasetReference, scale: 'unit' | 'standard'): string {
  const given = typeof dataset === 'string' ? { name: dataset } : dataset;
  const text = stringify({ ...given, scale }, { collectionStyle: 'flow', lineWidth: 0 }).trim();
  return `\`dataset: ${text}\` (--scale ${scale})`;
}

function range(low: number, high: number): string {
  return `${formatParameter(low, 3)} to ${formatParameter(high, 3)}`;
}
