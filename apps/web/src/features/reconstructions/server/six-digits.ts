/** A Float32 holds little more than seven digits; written out as a double it would show sixteen. */
export function sixDigits(value: number): number {
  return Number(value.toPrecision(6));
}
