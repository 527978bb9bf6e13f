/** Beyond this many standard deviations a weight is not worth its time. */
const reach = 3;

/**
 * Average of each value with those around it, weighted by a Gaussian: ȳᵢ = Σⱼ exp(−(i−j)²/2σ²)·yⱼ / Σⱼ exp(−(i−j)²/2σ²).
 * It looks both ways, so that a falling curve is not drawn late, as an exponential average draws it.
 * Values that are no number are left out, and stay gaps.
 *
 * @param sigma standard deviation in places; 0 gives the values back
 */
export function smooth(values: readonly number[], sigma: number): readonly number[] {
  if (sigma === 0) return values;
  const radius = Math.ceil(reach * sigma);
  const weights = Array.from({ length: radius + 1 }, (_, distance) => Math.exp(-(distance ** 2) / (2 * sigma ** 2)));
  return values.map((own, index) => {
    if (!Number.isFinite(own)) return Number.NaN;
    let sum = 0;
    let total = 0;
    // As far to one side as to the other: near an end the window shrinks instead of leaning inwards.
    const span = Math.min(radius, index, values.length - 1 - index);
    for (let offset = -span; offset <= span; offset++) {
      const value = values[index + offset] ?? Number.NaN;
      const weight = weights[Math.abs(offset)] ?? 0;
      if (!Number.isFinite(value)) continue;
      sum += weight * value;
      total += weight;
    }
    return sum / total;
  });
}
