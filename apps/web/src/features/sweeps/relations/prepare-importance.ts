import { at } from '@hourglass/presentation/at';
import { shuffler } from 'd3-array';
import { randomLcg } from 'd3-random';
import { decompose } from './importance/fanova.ts';
import { growForest } from './importance/forest.ts';
import { levelsOf, type RelationAxis } from './relation-axis.ts';
import type { RelationRun } from './relation-run.ts';

/** The default of Optuna's FanovaImportanceEvaluator. */
const trees = 64;
const maxLevels = 16;
/** If there are more runs, this many are sampled at random. */
const maxRuns = 2_000;
const minRuns = 8;

interface SliceLevel {
  readonly label: string;
  readonly centre: number;
  /** The forest's expected value at this level, averaged over the other parameters; `low` and `high` are one standard deviation across trees away. */
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
  /** The remaining share: pairs that were not computed, and interactions of more than two parameters. */
  readonly rest: number;
  /** R² of the forest on runs that its trees did not see. */
  readonly explained: number | null;
  readonly runs: number;
}

export interface ImportanceInput {
  readonly runs: readonly Pick<RelationRun, 'id' | 'values' | 'measured' | 'isOutlier' | 'hasEnded'>[];
  readonly axes: readonly RelationAxis[];
}

/** The reason, as a sentence, why importance cannot be computed; null where it can. */
export function importanceGap({ runs, axes }: ImportanceInput): string | null {
  if (axes.length === 0) return 'Every run has the same parameters, so there is nothing to compare.';
  const known = rankedRuns(runs).length;
  return known < minRuns
    ? `Importance needs at least ${minRuns} runs with a value that are not outliers; there ${known === 1 ? 'is' : 'are'} ${known}.`
    : null;
}

interface RankedRun extends Pick<RelationRun, 'id' | 'values'> {
  readonly measured: number;
}

/**
 * The runs that importance is computed from: those with the measure that are not outliers. Only ended ones if there are enough, because the
 * values of the others still change.
 */
export function rankedRuns(runs: ImportanceInput['runs']): readonly RankedRun[] {
  const known = runs.flatMap(({ id, values, measured, isOutlier, hasEnded }) =>
    measured === null || isOutlier ? [] : [{ id, values, measured, hasEnded }],
  );
  const ended = known.filter(({ hasEnded }) => hasEnded);
  return ended.length < minRuns ? known : ended;
}

/** Whether importance is that for the logarithm: all values are positive. */
export function isLogarithmic(runs: readonly RankedRun[]): boolean {
  return runs.every(({ measured }) => measured > 0);
}

/**
 * Parameter importance for the logarithm of the measure (`isLogarithmic`), or for the measure: fANOVA of a random forest (see `decompose`).
 * Deterministic.
 */
export function prepareImportance({ runs, axes }: ImportanceInput): Importance {
  const uniform = randomLcg(0.5);
  const known = rankedRuns(runs);
  const chosen = known.length > maxRuns ? shuffler(uniform)([...known]).slice(0, maxRuns) : known;
  const levels = axes.map((axis) => levelsOf(axis, maxLevels));
  const isLog = isLogarithmic(chosen);
  const samples = chosen.map(({ values, measured }) => ({
    // A missing parameter is an extra level, the last.
    levels: axes.map(({ key }, position) => levelOf(at(levels, position), values[key])),
    target: isLog ? Math.log(measured) : measured,
  }));
  const space = axes.map(({ isNumeric }, position) => {
    const count = at(levels, position).length;
    const isMissing = samples.some((sample) => at(sample.levels, position) === count);
    return { levels: count + Number(isMissing), isOrdered: isNumeric && !isMissing };
  });
  const forest = growForest(samples, space, { trees, uniform });
  const { main, pairs, marginals } = decompose(forest.trees, space);
  const back = isLog ? Math.exp : (value: number) => value;
  const ranked = axes.map((axis, position): AxisImportance => {
    const { share, deviation } = at(main, position);
    const slice = at(levels, position).map(({ label, centre }, level): SliceLevel => {
      const { mean, deviation: spread } = at(at(marginals, position), level);
      return { label, centre, expected: back(mean), low: back(mean - spread), high: back(mean + spread) };
    });
    return { axis, share, deviation, slice };
  });
  const sum = [...main, ...pairs].reduce((total, { share }) => total + share, 0);
  return {
    axes: ranked.sort((a, b) => b.share - a.share),
    pairs: pairs.map((pair) => ({ titles: [at(axes, pair.axes[0]).title, at(axes, pair.axes[1]).title], share: pair.share })),
    rest: main.every(({ share }) => share === 0) ? 0 : Math.max(0, 1 - sum),
    explained: forest.explained,
    runs: chosen.length,
  };
}

function levelOf(
  levels: readonly { readonly has: (value: number | string | undefined) => boolean }[],
  value: number | string | undefined,
): number {
  const position = levels.findIndex(({ has }) => has(value));
  return position === -1 ? levels.length : position;
}
