import { formatParameter, seriesColour } from '@hourglass/presentation';
import { type MetricPart, metricTitle } from '@hourglass/sweeps/metrics';
import type { EpochCurve } from '#components/charts/prepare-epoch-curves.ts';
import type { EpochRow } from '#wire/epoch-row.ts';

/** What the likelihood adds to the objective: a run has one of them. */
const lossNames = ['negativeLogLikelihood', 'squaredError'] as const;

/** Parts and estimates of the code's divergence, in the order of their colours. */
const divergenceNames = ['kl', 'weightedKl', 'mutualInformation', 'totalCorrelation', 'dimensionWiseKl'] as const;

/** Validation samples; test samples where none are held out. */
export function heldOutPart(epochs: readonly EpochRow[]): MetricPart {
  return epochs.some(({ metrics }) => metrics.validation !== undefined) ? 'validation' : 'test';
}

/** Whether training minimises more than the cost. */
export function hasTerms(epochs: readonly EpochRow[]): boolean {
  return epochs.some(({ metrics }) => metrics.train?.objective !== undefined);
}

/**
 * The terms of the objective, stacked: the loss of the likelihood, and on it what the code model adds. Where the objective is no sum of recorded
 * terms, as with the importance-weighted bound, the objective and the loss are lines.
 */
export function objectiveCurves(epochs: readonly EpochRow[]): readonly Omit<EpochCurve, 'scale'>[] {
  const part = heldOutPart(epochs);
  const loss = lossNames.find((name) => isRecorded(epochs, part, name)) ?? null;
  if (loss === null) return curvesOf(epochs, part, ['objective']);
  if (!isRecorded(epochs, part, 'weightedKl')) return curvesOf(epochs, part, ['objective', loss]);
  const [lossCurve, added] = curvesOf(epochs, part, [loss, 'weightedKl']);
  if (lossCurve === undefined || added === undefined) return [];
  const upTo = epochs.map(({ step }, index) => ({ step, value: sumOf(lossCurve.points[index]?.value, added.points[index]?.value) }));
  return [
    { ...lossCurve, base: epochs.map(() => 0) },
    { ...added, points: upTo, base: lossCurve.points.map(({ value }) => value) },
  ];
}

/** The divergence of the code and its parts. A weighted divergence that never differs from the plain one is left out. */
export function divergenceCurves(epochs: readonly EpochRow[]): readonly Omit<EpochCurve, 'scale'>[] {
  const part = heldOutPart(epochs);
  const differs = epochs.some((epoch) => termAt(epoch, part, 'weightedKl') !== termAt(epoch, part, 'kl'));
  return curvesOf(
    epochs,
    part,
    divergenceNames.filter((name) => isRecorded(epochs, part, name) && (name !== 'weightedKl' || differs)),
  );
}

const termAt = ({ metrics }: EpochRow, part: MetricPart, name: string) => metrics[part]?.[name] ?? null;

function isRecorded(epochs: readonly EpochRow[], part: MetricPart, name: string): boolean {
  return epochs.some((epoch) => termAt(epoch, part, name) !== null);
}

/** Null where a term is missing. */
function sumOf(a: number | null | undefined, b: number | null | undefined): number | null {
  return a === null || a === undefined || b === null || b === undefined ? null : a + b;
}

function curvesOf(epochs: readonly EpochRow[], part: MetricPart, names: readonly string[]): readonly Omit<EpochCurve, 'scale'>[] {
  return names.map((name, index) => {
    const label = metricTitle({ part, name }).replace(`${part} `, '');
    return {
      ...{ id: name, label, colour: seriesColour(index), endLabel: label, group: name, groupLabel: label, isDashed: false },
      points: epochs.map((epoch) => ({ step: epoch.step, value: termAt(epoch, part, name) })),
    };
  });
}

/** How the weight of a divergence beside squared error compares with that of a likelihood in nats; null for every other objective. */
export function scaleNote({ code, likelihood, 'code.beta': beta }: Readonly<Record<string, number | string>>): string | null {
  if (code !== 'variational' || likelihood !== 'squaredError' || typeof beta !== 'number') return null;
  return `Squared error is no likelihood in nats: squared error + ${formatParameter(beta)} · KL is the objective of a Gaussian with variance 1 and a β of ${formatParameter(beta / 2)}.`;
}
