/** Rounds to six significant digits. Float32 has about seven, but converted to a double it would print sixteen. */
export function sixDigits(value: number): number {
  return Number(value.toPrecision(6));
}
