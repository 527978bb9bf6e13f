/** φ(x) */
function density(x: number): number {
  return Math.exp(-(x ** 2) / 2) / Math.sqrt(2 * Math.PI);
}

/** Φ(x) = ½ + φ(x) (x + x³/3 + x⁵/(3·5) + …)   Marsaglia 2004, Evaluating the normal distribution */
function distribution(x: number): number {
  let term = x;
  let sum = x;
  for (let odd = 3; Math.abs(term) > Number.EPSILON * Math.abs(sum); odd += 2) {
    term *= x ** 2 / odd;
    sum += term;
  }
  return 0.5 + density(x) * sum;
}

/** Enough for every probability below: Newton's method doubles the correct digits with each step. */
const maxSteps = 60;

/**
 * The value that a standard normal number is below with the given probability, by Newton's method from the middle, where it converges from one side.
 *
 * @param probability from 0.001 to 0.999
 */
export function normalQuantile(probability: number): number {
  if (!(probability >= 0.001 && probability <= 0.999)) throw new RangeError(`a probability from 0.001 to 0.999, not ${probability}`);
  let x = 0;
  for (let step = 0; step < maxSteps; step++) {
    const change = (probability - distribution(x)) / density(x);
    x += change;
    if (Math.abs(change) <= 1e-14) break;
  }
  return x;
}
