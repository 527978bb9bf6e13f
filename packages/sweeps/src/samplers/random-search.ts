import { parseRunConfig, type Random, type RunConfig } from '@hourglass/model/config';
import { canonicalJson } from '../canonical-json.ts';
import { type Axis, configurationAt, countConfigurations, everyValue, familiesOf, type SearchSpace, subspaceOf } from '../search-space.ts';
import { drawRoundedValue, drawValue } from './draw-value.ts';
import type { Sampler, TriedRun } from './sampler.ts';

/** How often a configuration that was already proposed is drawn again. */
const attempts = 1000;

type Draw = (axis: Axis, random: Random) => unknown;

/**
 * Draws each field independently from the distribution of its axis (Bergstra & Bengio 2012), and draws again if the configuration was already
 * proposed. A finite space is exhausted once each of its configurations was proposed: after `attempts` repeated draws, one of the remaining
 * configurations is chosen uniformly. A space with a range of real numbers counts as exhausted after that many repeated draws.
 */
export const randomSearch: Sampler = searchWith(drawValue);

/** Random search that draws whole numbers as version 1 of the samplers did. */
export const roundingRandomSearch: Sampler = searchWith(drawRoundedValue);

function searchWith(draw: Draw): Sampler {
  return (space, history, random) => {
    const progress = progressOf(history);
    const left = countConfigurations(space) - progress.tried.size;
    if (left <= 0) return null;
    for (let attempt = 0; attempt < attempts; attempt++) {
      const config = parseRunConfig(drawFrom(space, random, draw));
      if (!progress.tried.has(canonicalJson(config))) return config;
    }
    return Number.isFinite(left) ? untriedAt(random.below(left), space, progress) : null;
  };
}

/**
 * Returns the untried configuration at an index, in the order of the space; null if there is none. Enumerates the space on the first call, and keeps the
 * untried configurations for later calls: this runs only after a thousand repeated draws, when most of the probability has been proposed already.
 */
function untriedAt(index: number, space: SearchSpace, progress: Progress): RunConfig | null {
  progress.untried = (progress.untried ?? everyConfiguration(space)).filter(({ key }) => !progress.tried.has(key));
  return progress.untried[index]?.config ?? null;
}

/**
 * Fields that consume a random number even if they are constant, because version 1 of the samplers did so. Other constant fields consume none, so
 * that a field added to the schema does not change what a stored sweep proposes.
 */
const drawnWhenConstant: ReadonlySet<string> = new Set([
  'dimensions',
  'tied',
  'activation',
  'outputActivation',
  'noise',
  'weightDecay',
  'optimizer',
  'learningRate',
  'schedule',
  'batchSize',
  'epochs',
]);

/** The family first, then each of its fields in the order of the space. */
function drawFrom(space: SearchSpace, random: Random, draw: Draw): Readonly<Record<string, unknown>> {
  const families = familiesOf(space);
  const { family, ...fields } = subspaceOf(space, pick(families, random));
  if (family === undefined) throw new RangeError('a space has a family');
  const drawn = Object.entries(fields).map(([field, axis]) => {
    const isConstant = axis.kind === 'choice' && axis.values.length === 1;
    return [field, isConstant && !drawnWhenConstant.has(field) ? axis.values[0] : draw(axis, random)] as const;
  });
  return { ...Object.fromEntries(drawn), family: everyValue(family)[0] };
}

function pick<Value>(values: readonly Value[], random: Random): Value {
  const value = values[random.below(values.length)];
  if (value === undefined) throw new RangeError('a space has at least one family');
  return value;
}

function everyConfiguration(space: SearchSpace): readonly KeyedConfig[] {
  return familiesOf(space).flatMap((family) => {
    const axes = Object.entries(subspaceOf(space, family)).map(([field, axis]) => [field, everyValue(axis)] as const);
    const count = axes.reduce((product, [, values]) => product * values.length, 1);
    return Array.from({ length: count }, (_, index) => {
      const config = parseRunConfig(configurationAt(axes, index));
      return { key: canonicalJson(config), config };
    });
  });
}

/** Progress per history, which grows. Each proposal reads only the new entries. */
const known = new WeakMap<readonly TriedRun[], Progress>();

interface Progress {
  /** Entries of the history that were read. */
  read: number;
  /** Canonical JSON of their configurations. */
  readonly tried: Set<string>;
  untried: readonly KeyedConfig[] | null;
}

interface KeyedConfig {
  readonly key: string;
  readonly config: RunConfig;
}

function progressOf(history: readonly TriedRun[]): Progress {
  const progress = known.get(history) ?? { read: 0, tried: new Set<string>(), untried: null };
  for (const { config } of history.slice(progress.read)) progress.tried.add(canonicalJson(config));
  progress.read = history.length;
  known.set(history, progress);
  return progress;
}
