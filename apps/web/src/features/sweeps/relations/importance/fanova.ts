import { at, present } from '@hourglass/presentation/at';
import { deviation } from 'd3-array';
import { meanOf } from '#lib/mean-of.ts';
import type { ForestAxis, Tree } from './forest.ts';

/** Share of the variance of a forest's predictions that each parameter and each pair of parameters explains. */
export interface Decomposition {
  /** For each axis, its share of the variance: mean and standard deviation over the trees. */
  readonly main: readonly { readonly share: number; readonly deviation: number }[];
  /** Interaction of two axes: the share that they explain together, beyond their separate shares. */
  readonly pairs: readonly { readonly axes: readonly [number, number]; readonly share: number }[];
  /** For each axis and level, the prediction averaged over all other axes: mean and standard deviation over the trees. */
  readonly marginals: readonly (readonly { readonly mean: number; readonly deviation: number }[])[];
}

/**
 * Functional ANOVA of each tree, averaged over the forest: Hutter, Hoos & Leyton-Brown, "An efficient approach for assessing hyperparameter
 * importance", ICML 2014. All levels of an axis have equal weight, regardless of the number of runs. Trees with a constant prediction have
 * no variance to share and are skipped.
 *
 * @param pairsOf number of most important axes whose pairs are computed
 */
export function decompose(trees: readonly Tree[], axes: readonly ForestAxis[], pairsOf = 3): Decomposition {
  const parts = trees.map((tree) => new TreeParts(tree, axes));
  const varied = parts.filter(({ variance }) => variance > 1e-12);
  // If no tree varies, no parameter explains anything.
  const average = (shares: readonly number[]) => ({ share: shares.length === 0 ? 0 : meanOf(shares), deviation: spreadOf(shares) });
  const main = axes.map((_, axis) => average(varied.map((part) => part.mainVariance(axis) / part.variance)));
  const ranked = axes.map((_, axis) => axis).sort((a, b) => at(main, b).share - at(main, a).share);
  const leading = ranked.slice(0, pairsOf).sort((a, b) => a - b);
  const leadingPairs = leading.flatMap((first, position) => leading.slice(position + 1).map((second) => [first, second] as const));
  const pairs = leadingPairs.map((pair) => ({
    axes: pair,
    share: average(varied.map((part) => part.pairVariance(...pair) / part.variance)).share,
  }));
  const marginals = axes.map(({ levels }, axis) =>
    Array.from({ length: levels }, (_, level) => {
      const values = parts.map((part) => at(at(part.marginals, axis), level));
      return { mean: meanOf(values), deviation: spreadOf(values) };
    }),
  );
  return { main, pairs: pairs.sort((a, b) => b.share - a.share), marginals };
}

/** Standard deviation over the trees. A single tree has no spread. */
function spreadOf(values: readonly number[]): number {
  return values.length < 2 ? 0 : present(deviation(values), 'deviation');
}

interface Leaf {
  readonly value: number;
  /** For each axis, the levels that lead to this leaf, and their fraction of all levels. */
  readonly allows: readonly (readonly boolean[])[];
  readonly shares: readonly number[];
}

/** A tree partitions the space into boxes with constant predictions, so its means and variances are sums over its leaves. */
class TreeParts {
  readonly #leaves: readonly Leaf[];
  readonly #axes: readonly ForestAxis[];
  readonly #mean: number;
  readonly variance: number;
  /** a_j(level) = Σ over leaves that allow the level: value · Π of the other axes' fractions */
  readonly marginals: readonly (readonly number[])[];

  constructor(tree: Tree, axes: readonly ForestAxis[]) {
    this.#axes = axes;
    this.#leaves = leavesOf(
      tree,
      axes.map(({ levels }) => new Array<boolean>(levels).fill(true)),
    );
    const weighed = this.#leaves.map(({ value, shares }) => ({ value, weight: shares.reduce((product, share) => product * share, 1) }));
    const centre = weighed.reduce((sum, { value, weight }) => sum + weight * value, 0);
    this.#mean = centre;
    this.variance = weighed.reduce((sum, { value, weight }) => sum + weight * (value - centre) ** 2, 0);
    this.marginals = axes.map(({ levels }, axis) => {
      const marginal = new Array<number>(levels).fill(0);
      for (const leaf of this.#leaves) {
        const part = leaf.value * shareOfOthers(leaf, [axis]);
        leaf.allows[axis]?.forEach((isAllowed, level) => {
          if (isAllowed) marginal[level] = at(marginal, level) + part;
        });
      }
      return marginal;
    });
  }

  /** V_j = mean over levels of (a_j − mean)² */
  mainVariance(axis: number): number {
    return meanOf(at(this.marginals, axis).map((value) => (value - this.#mean) ** 2));
  }

  /** V_ij = mean over pairs of levels of (a_ij − mean)² − V_i − V_j */
  pairVariance(first: number, second: number): number {
    const [rows, columns] = [at(this.#axes, first).levels, at(this.#axes, second).levels];
    const joint = new Float64Array(rows * columns);
    for (const leaf of this.#leaves) {
      const part = leaf.value * shareOfOthers(leaf, [first, second]);
      leaf.allows[first]?.forEach((isRow, row) => {
        if (!isRow) return;
        leaf.allows[second]?.forEach((isColumn, column) => {
          if (isColumn) joint[row * columns + column] = at(joint, row * columns + column) + part;
        });
      });
    }
    const together = meanOf(joint.map((value) => (value - this.#mean) ** 2));
    return together - this.mainVariance(first) - this.mainVariance(second);
  }
}

function shareOfOthers({ shares }: Leaf, axes: readonly number[]): number {
  return shares.reduce((product, share, axis) => (axes.includes(axis) ? product : product * share), 1);
}

function leavesOf(tree: Tree, allows: readonly (readonly boolean[])[]): Leaf[] {
  if (!('axis' in tree)) {
    const shares = allows.map((levels) => levels.filter((isAllowed) => isAllowed).length / levels.length);
    return [{ value: tree.value, allows, shares }];
  }
  const { axis, goesLeft, left, right } = tree;
  const narrowed = (side: boolean) =>
    allows.map((levels, index) => (index === axis ? levels.map((isAllowed, level) => isAllowed && goesLeft[level] === side) : levels));
  return [...leavesOf(left, narrowed(true)), ...leavesOf(right, narrowed(false))];
}
