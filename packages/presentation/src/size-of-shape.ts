/** Number of values in an array of this shape: the product of its lengths; 1 for `[]`. */
export function sizeOfShape(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
