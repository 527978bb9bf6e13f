/** Samples by the highest cost that any of these has there, highest first; ties in the probe set's order. */
export function worstFirst(costs: readonly (readonly (number | null)[])[], samples: number): readonly number[] {
  const worst = Array.from({ length: samples }, (_, sample) =>
    costs.reduce((most, row) => Math.max(most, row[sample] ?? Number.NEGATIVE_INFINITY), Number.NEGATIVE_INFINITY),
  );
  return probeOrder(samples).toSorted((a, b) => {
    const difference = (worst[b] ?? 0) - (worst[a] ?? 0);
    return Number.isNaN(difference) ? a - b : difference || a - b;
  });
}

/** 0, 1, 2 … */
export function probeOrder(samples: number): readonly number[] {
  return Array.from({ length: samples }, (_, sample) => sample);
}

/** The recorded epoch that stands for another one: itself, or the last before it, or the first that there is. */
export function epochFor(recorded: readonly number[], wanted: number): number | undefined {
  return recorded.findLast((epoch) => epoch <= wanted) ?? recorded[0];
}
