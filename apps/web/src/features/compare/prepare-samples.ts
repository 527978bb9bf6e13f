import { at } from '@hourglass/presentation/at';
import type { Costs } from '#components/pictures/sample-costs.tsx';
import { byLabel, disagreementFirst, probeOrder, type SampleOrderName, worstFirst } from '#lib/sample-order.ts';

export interface SamplesInput {
  readonly count: number;
  readonly labels: readonly number[] | null;
  readonly order: SampleOrderName;
  /** Costs of the rows' runs, without baselines. */
  readonly costs: readonly Costs[];
  /** Selected labels; empty for all. */
  readonly chosenLabels: readonly number[];
  /** Picked samples; null for all. */
  readonly picked: readonly number[] | null;
}

/** Filters and orders the samples. Returns the sample index of each column. */
export function prepareSamples({ count, labels, order, costs, chosenLabels, picked }: SamplesInput): readonly number[] {
  const isShown = (sample: number) =>
    (picked === null || picked.includes(sample)) &&
    (chosenLabels.length === 0 || labels === null || chosenLabels.includes(at(labels, sample)));
  return ordered(order, { count, labels, costs }).filter(isShown);
}

function ordered(order: SampleOrderName, { count, labels, costs }: Pick<SamplesInput, 'count' | 'labels' | 'costs'>): readonly number[] {
  switch (order) {
    case 'probe':
      return probeOrder(count);
    case 'worst':
      return worstFirst(costs, count);
    case 'disagreement':
      return disagreementFirst(costs, count);
    case 'label':
      return byLabel(labels, count);
  }
}
