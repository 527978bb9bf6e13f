/** The sample with the highest cost; undefined where none has a finite one. */
export function indexOfWorst(costs: readonly (number | null)[] | undefined): number | undefined {
  let worst: number | undefined;
  costs?.forEach((cost, sample) => {
    if (cost !== null && (worst === undefined || cost > (costs[worst] ?? Number.NEGATIVE_INFINITY))) worst = sample;
  });
  return worst;
}
