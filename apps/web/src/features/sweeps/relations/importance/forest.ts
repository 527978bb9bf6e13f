import { at } from '@hourglass/presentation/at';
import { mean } from 'd3-array';
import { meanOf } from '#lib/mean-of.ts';

/** A parameter as levels numbered from 0. Ordered levels split at a threshold; unordered ones split into any two sets. */
export interface ForestAxis {
  readonly levels: number;
  readonly isOrdered: boolean;
}

export interface Sample {
  /** The sample's level on each axis. */
  readonly levels: readonly number[];
  readonly target: number;
}

/** A regression tree. An inner node routes a sample by its level on one axis; a leaf predicts the mean of its samples. */
export type Tree =
  | { readonly value: number }
  | { readonly axis: number; readonly goesLeft: readonly boolean[]; readonly left: Tree; readonly right: Tree };

export interface Forest {
  readonly trees: readonly Tree[];
  /**
   * Out-of-bag R²: the explained share of the target's variance, from trees that were not trained on the sample; null if every tree was
   * trained on all samples.
   */
  readonly explained: number | null;
}

/**
 * Random forest for regression (Breiman 2001): each tree is fully grown on a bootstrap sample, and every split considers all axes.
 *
 * @param uniform returns random numbers in `[0, 1)`
 */
export function growForest(
  samples: readonly Sample[],
  axes: readonly ForestAxis[],
  { trees, uniform }: { trees: number; uniform: () => number },
): Forest {
  const grown: Tree[] = [];
  const sums = new Float64Array(samples.length);
  const counts = new Uint32Array(samples.length);
  for (let index = 0; index < trees; index++) {
    const drawn = samples.map(() => Math.floor(uniform() * samples.length));
    const seen = new Set(drawn);
    const tree = growTree(
      drawn.flatMap((position) => samples[position] ?? []),
      axes,
    );
    grown.push(tree);
    samples.forEach((sample, position) => {
      if (seen.has(position)) return;
      sums[position] = at(sums, position) + predict(tree, sample.levels);
      counts[position] = at(counts, position) + 1;
    });
  }
  const held = samples.flatMap(({ target }, position) =>
    counts[position] ? [{ target, prediction: at(sums, position) / at(counts, position) }] : [],
  );
  return { trees: grown, explained: explainedOf(held) };
}

function explainedOf(held: readonly { readonly target: number; readonly prediction: number }[]): number | null {
  const centre = mean(held, ({ target }) => target);
  if (centre === undefined) return null;
  const total = held.reduce((sum, { target }) => sum + (target - centre) ** 2, 0);
  const left = held.reduce((sum, { target, prediction }) => sum + (target - prediction) ** 2, 0);
  return total === 0 ? null : 1 - left / total;
}

export function predict(tree: Tree, levels: readonly number[]): number {
  let node = tree;
  while ('axis' in node) node = at(node.goesLeft, at(levels, node.axis)) ? node.left : node.right;
  return node.value;
}

/** Splits until the samples of a node have equal levels or equal targets. */
export function growTree(samples: readonly Sample[], axes: readonly ForestAxis[]): Tree {
  const first = samples[0]?.target;
  const split = samples.every(({ target }) => target === first) ? null : bestSplit(samples, axes);
  if (split === null) return { value: meanOf(samples.map(({ target }) => target)) };
  const isLeft = ({ levels }: Sample) => at(split.goesLeft, at(levels, split.axis));
  return {
    ...split,
    left: growTree(samples.filter(isLeft), axes),
    right: growTree(
      samples.filter((sample) => !isLeft(sample)),
      axes,
    ),
  };
}

interface Split {
  readonly axis: number;
  readonly goesLeft: readonly boolean[];
}

/** The split with the largest reduction of the squared error, which is the one that maximizes (Σleft)²/n + (Σright)²/n. */
function bestSplit(samples: readonly Sample[], axes: readonly ForestAxis[]): Split | null {
  let best: Split | null = null;
  let bestScore = Number.NEGATIVE_INFINITY;
  axes.forEach(({ levels, isOrdered }, axis) => {
    const present = presentLevels(samples, axis, levels);
    // Sort unordered levels by their mean: the best of all 2^k subsets is then a prefix (Fisher 1958).
    if (!isOrdered) present.sort((a, b) => a.sum / a.count - b.sum / b.count);
    const [allSum, allCount] = [present.reduce((total, { sum }) => total + sum, 0), samples.length];
    let [sum, count] = [0, 0];
    for (let position = 0; position < present.length - 1; position++) {
      sum += at(present, position).sum;
      count += at(present, position).count;
      const score = sum ** 2 / count + (allSum - sum) ** 2 / (allCount - count);
      if (score <= bestScore) continue;
      bestScore = score;
      best = {
        axis,
        goesLeft: sides(
          present.map(({ level }) => level),
          position,
          { levels, isOrdered },
        ),
      };
    }
  });
  return best;
}

interface PresentLevel {
  readonly level: number;
  sum: number;
  count: number;
}

/** Ascending by level. */
function presentLevels(samples: readonly Sample[], axis: number, levels: number): PresentLevel[] {
  const all = Array.from({ length: levels }, (_, level): PresentLevel => ({ level, sum: 0, count: 0 }));
  for (const { levels: own, target } of samples) {
    const present = at(all, at(own, axis));
    present.sum += target;
    present.count++;
  }
  return all.filter(({ count }) => count > 0);
}

/** Assigns the levels without samples: an ordered level to the side of its nearest neighbour, an unordered one to the right. */
function sides(present: readonly number[], last: number, { levels, isOrdered }: ForestAxis): readonly boolean[] {
  if (isOrdered) {
    const threshold = (at(present, last) + at(present, last + 1)) / 2;
    return Array.from({ length: levels }, (_, level) => level <= threshold);
  }
  const left = new Set(present.slice(0, last + 1));
  return Array.from({ length: levels }, (_, level) => left.has(level));
}
