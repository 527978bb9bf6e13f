import { at } from '@hourglass/presentation/at';
import { deviation } from 'd3-array';

export const sampleOrderNames = ['probe', 'worst', 'disagreement', 'label'] as const;
export type SampleOrderName = (typeof sampleOrderNames)[number];

export const sampleOrderWords: Readonly<Record<SampleOrderName, string>> = {
  probe: 'probe order',
  worst: 'worst first',
  disagreement: 'most disagreement first',
  label: 'by label',
};

type CostRows = readonly (readonly (number | null)[])[];

/** Samples by their highest cost in any run, highest first; ties keep the probe set's order. */
export function worstFirst(costs: CostRows, samples: number): readonly number[] {
  return highestFirst(samples, (sample) => Math.max(...costsOf(costs, sample)));
}

/** Samples by the standard deviation of their cost across runs, highest first. */
export function disagreementFirst(costs: CostRows, samples: number): readonly number[] {
  return highestFirst(samples, (sample) => deviation(costsOf(costs, sample)) ?? Number.NEGATIVE_INFINITY);
}

/** Samples by label, ascending; in the probe set's order where there are no labels. */
export function byLabel(labels: readonly number[] | null, samples: number): readonly number[] {
  const order = probeOrder(samples);
  return labels === null ? order : order.toSorted((a, b) => at(labels, a) - at(labels, b));
}

/** 0, 1, 2 … */
export function probeOrder(samples: number): readonly number[] {
  return Array.from({ length: samples }, (_, sample) => sample);
}

/** The recorded epoch to show for `wanted`: the last one up to it, else the first. */
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
