import { formatParameter, seriesColour } from '@hourglass/presentation';
import { type MetricPart, metricTitle } from '@hourglass/sweeps/metrics';
import type { EpochCurve } from '#components/charts/prepare-epoch-curves.ts';
import type { EpochRow } from '#wire/epoch-row.ts';

/** What the likelihood adds to the objective: a run has one of them. */
const lossNames = ['negativeLogLikelihood', 'squaredError'] as const;

/** What code models measure: a divergence with its parts, or what they penalize, without weights. */
const codeTermNames = [
  ...['kl', 'weightedKl', 'mutualInformation', 'totalCorrelation', 'dimensionWiseKl'],
  ...['mmd', 'priorMmd', 'quantizationError', 'sparsity', 'meanActivation', 'contraction', 'codePenalty', 'decoderPenalty'],
] as const;

/** Validation samples; test samples where none are held out. */
export function heldOutPart(epochs: readonly EpochRow[]): MetricPart {
  return epochs.some(({ metrics }) => metrics.validation !== undefined) ? 'validation' : 'test';
}

/** Whether training minimises more than the cost. */
export function hasTerms(epochs: readonly EpochRow[]): boolean {
  return epochs.some(({ metrics }) => metrics.train?.objective !== undefined);
}

/**
 * The terms of the objective, stacked: the loss of the likelihood, and on it what the code model adds. The importance-weighted bound is no sum of
 * terms: the objective and the loss are lines.
 */
export function objectiveCurves(epochs: readonly EpochRow[]): readonly Omit<EpochCurve, 'scale'>[] {
  const part = heldOutPart(epochs);
  const loss = lossNames.find((name) => isRecorded(epochs, part, name)) ?? null;
  if (loss === null) return curvesOf(epochs, part, ['objective']);
  const isWeighted = isRecorded(epochs, part, 'weightedKl');
  if (!isWeighted && isRecorded(epochs, part, 'kl')) return curvesOf(epochs, part, ['objective', loss]);
  const [lossCurve, upTo] = curvesOf(epochs, part, [loss, 'objective']);
  if (lossCurve === undefined || upTo === undefined) return [];
  const label = isWeighted ? metricTitle({ part, name: 'weightedKl' }).replace(`${part} `, '') : 'code model';
  const stacked = { ...lossCurve, base: epochs.map(() => 0) };
  if (epochs.every((epoch) => termAt(epoch, part, loss) === termAt(epoch, part, 'objective'))) return [stacked];
  return [stacked, { ...upTo, id: 'added', label, endLabel: label, groupLabel: label, base: lossCurve.points.map(({ value }) => value) }];
}

/** What the code model measures. A weighted divergence that never differs from the plain one is left out. */
export function codeTermCurves(epochs: readonly EpochRow[]): readonly Omit<EpochCurve, 'scale'>[] {
  const part = heldOutPart(epochs);
  const differs = epochs.some((epoch) => termAt(epoch, part, 'weightedKl') !== termAt(epoch, part, 'kl'));
  return curvesOf(
    epochs,
    part,
    codeTermNames.filter((name) => isRecorded(epochs, part, name) && (name !== 'weightedKl' || differs)),
  );
}

/** How many codes of a quantized run are used; nothing for other runs. */
export function codeUseCurves(epochs: readonly EpochRow[]): readonly Omit<EpochCurve, 'scale'>[] {
  const part = heldOutPart(epochs);
  return curvesOf(
    epochs,
    part,
    ['codesInUse', 'perplexity'].filter((name) => isRecorded(epochs, part, name)),
  );
}

const termAt = ({ metrics }: EpochRow, part: MetricPart, name: string) => metrics[part]?.[name] ?? null;

function isRecorded(epochs: readonly EpochRow[], part: MetricPart, name: string): boolean {
  return epochs.some((epoch) => termAt(epoch, part, name) !== null);
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
