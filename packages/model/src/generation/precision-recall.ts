import { at, floatAt } from '../checked.ts';

export interface PrecisionRecall {
  /** The share of generated samples that lie among real ones. */
  readonly precision: number;
  /** The share of real samples that lie among generated ones. */
  readonly recall: number;
}

/** The paper uses the third nearest neighbour. */
const defaultNeighbours = 3;

/**
 * Improved precision and recall (Kynkäänniemi et al. 2019, equations 1 and 2): a set of features covers the balls around its members that reach to their
 * `neighbours`-th nearest other member, the border included.
 *
 * @param real `[rows, size]`, as `generated`; more than `neighbours` rows each
 */
export function precisionRecall(
  real: Float32Array,
  generated: Float32Array,
  { size, neighbours = defaultNeighbours }: { readonly size: number; readonly neighbours?: number },
): PrecisionRecall {
  return {
    precision: shareWithin(generated, real, { size, neighbours }),
    recall: shareWithin(real, generated, { size, neighbours }),
  };
}

/** The share of rows that lie within a ball of the set. */
function shareWithin(
  rows: Float32Array,
  set: Float32Array,
  { size, neighbours }: { readonly size: number; readonly neighbours: number },
): number {
  const radii = squaredRadii(set, size, neighbours);
  const count = rows.length / size;
  let within = 0;
  for (let row = 0; row < count; row++) {
    for (let member = 0; member < radii.length; member++) {
      if (squaredDistance(rows, row, set, member, size) > at(radii, member)) continue;
      within++;
      break;
    }
  }
  return within / count;
}

/** The squared distance of each member to its k-th nearest other member. */
function squaredRadii(set: Float32Array, size: number, neighbours: number): Float64Array {
  const count = set.length / size;
  if (count <= neighbours) throw new RangeError(`received ${count} rows of features; the nearest ${neighbours} others of each need more`);
  return Float64Array.from({ length: count }, (_, member) => {
    const distances = Float64Array.from({ length: count }, (__, other) => squaredDistance(set, member, set, other, size)).sort();
    // The nearest is the member itself.
    return at(distances, neighbours);
  });
}

function squaredDistance(a: Float32Array, row: number, b: Float32Array, other: number, size: number): number {
  let sum = 0;
  for (let d = 0; d < size; d++) sum += (floatAt(a, row * size + d) - floatAt(b, other * size + d)) ** 2;
  return sum;
}
