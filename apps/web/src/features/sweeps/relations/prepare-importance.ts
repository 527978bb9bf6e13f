import { shuffler } from 'd3-array';
import { randomLcg } from 'd3-random';
import { decompose } from './importance/fanova.ts';
import { growForest } from './importance/forest.ts';
import { levelsOf, type RelationAxis } from './relation-axis.ts';
import type { RelationRun } from './relation-run.ts';

/** As Optuna grows them (FanovaImportanceEvaluator). */
const trees = 64;
const mostLevels = 16;
/** Of more runs, so many are drawn at random. */
const mostRuns = 2_000;
const fewestRuns = 8;

interface SliceLevel {
  readonly label: string;
  readonly centre: number;
  /** The cost that the forest expects there, over everything else, and one standard deviation between its trees around it. */
  readonly expected: number;
  readonly low: number;
  readonly high: number;
}

export interface AxisImportance {
  readonly axis: RelationAxis;
  readonly share: number;
  readonly deviation: number;
  readonly slice: readonly SliceLevel[];
}

export interface Importance {
  /** The most important first. */
  readonly axes: readonly AxisImportance[];
  readonly pairs: readonly { readonly titles: readonly [string, string]; readonly share: number }[];
  /** What is left: pairs that were not looked at, and more than two parameters together. */
  readonly rest: number;
  /** R² of the forest on runs that its trees did not see. */
  readonly explained: number | null;
  readonly runs: number;
}

export type ImportanceInput = { readonly runs: readonly RelationRun[]; readonly axes: readonly RelationAxis[] };

/** Why there is nothing to compute, as a sentence; null where there is. */
export function importanceGap({ runs, axes }: ImportanceInput): string | null {
  if (axes.length === 0) return 'Every run has the same parameters: nothing can matter.';
  const known = runs.filter(({ cost }) => cost !== null).length;
  return known < fewestRuns ? `${known} of the runs have a cost; from ${fewestRuns} on, a forest can tell what mattered.` : null;
}

/** Which parameters the logarithm of the cost follows, and how: fANOVA of a random forest (see `decompose`). The same runs give the same answer. */
export function* prepareImportance({ runs, axes }: ImportanceInput): Generator<void, Importance> {
  const uniform = randomLcg(0.5);
  const known = runs.flatMap(({ values, cost }) => (cost === null ? [] : [{ values, cost }]));
  const chosen = known.length > mostRuns ? shuffler(uniform)([...known]).slice(0, mostRuns) : known;
  const levels = axes.map((axis) => levelsOf(axis, mostLevels));
  const isPositive = chosen.every(({ cost }) => cost > 0);
  const samples = chosen.map(({ values, cost }) => ({
    // A parameter that a run does not have is a level of its own, the last.
    levels: axes.map(({ key }, place) => placeOf(levels[place] ?? [], values[key])),
    target: isPositive ? Math.log(cost) : cost,
  }));
  const space = axes.map(({ isNumeric }, place) => {
    const count = levels[place]?.length ?? 0;
    const isMissing = samples.some((sample) => sample.levels[place] === count);
    return { levels: count + Number(isMissing), isOrdered: isNumeric && !isMissing };
  });
  const forest = yield* growForest(samples, space, { trees, uniform });
  const { main, pairs, marginals } = yield* decompose(forest.trees, space);
  const back = isPositive ? Math.exp : (value: number) => value;
  const ranked = axes.map((axis, place): AxisImportance => {
    const { share = 0, deviation = 0 } = main[place] ?? {};
    const slice = (levels[place] ?? []).map(({ label, centre }, level): SliceLevel => {
      const { mean = 0, deviation: spread = 0 } = marginals[place]?.[level] ?? {};
      return { label, centre, expected: back(mean), low: back(mean - spread), high: back(mean + spread) };
    });
    return { axis, share, deviation, slice };
  });
  const sum = [...main, ...pairs].reduce((total, { share }) => total + share, 0);
  return {
    axes: ranked.sort((a, b) => b.share - a.share),
    pairs: pairs.map((pair) => ({ titles: [axes[pair.axes[0]]?.title ?? '', axes[pair.axes[1]]?.title ?? ''], share: pair.share })),
    rest: main.every(({ share }) => share === 0) ? 0 : Math.max(0, 1 - sum),
    explained: forest.explained,
    runs: chosen.length,
  };
}

function placeOf(
  levels: readonly { readonly has: (value: number | string | undefined) => boolean }[],
  value: number | string | undefined,
): number {
  const place = levels.findIndex(({ has }) => has(value));
  return place === -1 ? levels.length : place;
}
