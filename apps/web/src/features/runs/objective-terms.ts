import { formatParameter, seriesColour } from '@hourglass/presentation';
import { type MetricPart, metricTitle } from '@hourglass/sweeps/metrics';
import type { EpochCurve } from '#components/charts/prepare-epoch-curves.ts';
import type { EpochRow } from '#wire/epoch-row.ts';

/** The objective and its terms, in the order of their colours. */
const termNames = [
  'objective',
  'negativeLogLikelihood',
  'squaredError',
  'kl',
  'weightedKl',
  'mutualInformation',
  'totalCorrelation',
  'dimensionWiseKl',
] as const;

/** Validation samples; test samples where none are held out. */
export function heldOutPart(epochs: readonly EpochRow[]): MetricPart {
  return epochs.some(({ metrics }) => metrics.validation !== undefined) ? 'validation' : 'test';
}

/** Whether training minimises more than the cost. */
export function hasTerms(epochs: readonly EpochRow[]): boolean {
  return epochs.some(({ metrics }) => metrics.train?.objective !== undefined);
}

/** A curve for the objective and for each term that any epoch has. A weighted divergence that never differs from the plain one is left out. */
export function termCurves(epochs: readonly EpochRow[]): readonly Omit<EpochCurve, 'scale'>[] {
  const part = heldOutPart(epochs);
  const termAt = ({ metrics }: EpochRow, name: string) => metrics[part]?.[name] ?? null;
  const isShown = (name: string) =>
    epochs.some((epoch) => termAt(epoch, name) !== null) &&
    (name !== 'weightedKl' || epochs.some((epoch) => termAt(epoch, 'weightedKl') !== termAt(epoch, 'kl')));
  return termNames.filter(isShown).map((name, index) => {
    const label = metricTitle({ part, name }).replace(`${part} `, '');
    return {
      ...{ id: name, label, colour: seriesColour(index), endLabel: label, group: name, groupLabel: label, isDashed: name === 'kl' },
      points: epochs.map((epoch) => ({ step: epoch.step, value: termAt(epoch, name) })),
    };
  });
}

/** How the weight of a divergence beside squared error compares with that of a likelihood in nats; null for every other objective. */
export function scaleNote({ code, likelihood, 'code.beta': beta }: Readonly<Record<string, number | string>>): string | null {
  if (code !== 'variational' || likelihood !== 'squaredError' || typeof beta !== 'number') return null;
  return `Squared error is no likelihood in nats: squared error + ${formatParameter(beta)} · KL is the objective of a Gaussian with variance 1 and a β of ${formatParameter(beta / 2)}.`;
}
