import { deviation } from 'd3-array';
import { at } from './at.ts';

export const sampleOrderNames = ['probe', 'worst', 'disagreement', 'label'] as const;
export type SampleOrderName = (typeof sampleOrderNames)[number];

export const sampleOrderWords: Readonly<Record<SampleOrderName, string>> = {
  probe: 'as probed',
  worst: 'worst first',
  disagreement: 'most disagreement first',
  label: 'by label',
};

type CostRows = readonly (readonly (number | null)[])[];

/** Samples by the highest cost that any of these has there, highest first; ties in the probe set's order. */
export function worstFirst(costs: CostRows, samples: number): readonly number[] {
  return highestFirst(samples, (sample) => Math.max(...costsOf(costs, sample)));
}

/** Samples by the standard deviation of their cost between runs, highest first. */
export function disagreementFirst(costs: CostRows, samples: number): readonly number[] {
  return highestFirst(samples, (sample) => deviation(costsOf(costs, sample)) ?? Number.NEGATIVE_INFINITY);
}

/** Samples of one label together, ascending. */
export function byLabel(labels: readonly number[] | null, samples: number): readonly number[] {
  return probeOrder(samples).toSorted((a, b) => (labels?.[a] ?? 0) - (labels?.[b] ?? 0));
}

/** 0, 1, 2 … */
export function probeOrder(samples: number): readonly number[] {
  return Array.from({ length: samples }, (_, sample) => sample);
}

/** The recorded epoch that stands for another one: itself, or the last before it, or the first that there is. */
export function epochFor(recorded: readonly number[], wanted: number): number | undefined {
  return recorded.findLast((epoch) => epoch <= wanted) ?? recorded[0];
}

function costsOf(costs: CostRows, sample: number): readonly number[] {
  return costs.flatMap((row) => row[sample] ?? []);
}

function highestFirst(samples: number, score: (sample: number) => number): readonly number[] {
  const scores = probeOrder(samples).map(score);
  return probeOrder(samples).toSorted((a, b) => {
    const difference = at(scores, b) - at(scores, a);
    return Number.isNaN(difference) ? a - b : difference || a - b;
  });
}
