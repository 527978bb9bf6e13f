/** The sample with the highest cost; undefined where none has a finite one. */
export function indexOfWorst(costs: readonly (number | null)[] | undefined): number | undefined {
  let worst: { readonly cost: number; readonly sample: number } | undefined;
  for (const [sample, cost] of (costs ?? []).entries()) {
    if (cost !== null && (worst === undefined || cost > worst.cost)) worst = { cost, sample };
  }
  return worst?.sample;
}
