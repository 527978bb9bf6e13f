import { describe, expect, it } from 'vitest';
import { type MetricCurve, prepareMetricCurves } from './prepare-metric-curves.ts';
import { progressUnits } from './progress.ts';

const scale = progressUnits.epoch.scaleOf({ stepsPerEpoch: 10, totalSteps: 40, startedAt: null, epochs: [] });
if (scale === null) throw new Error('epochs have a scale before one has ended');

function curve(id: string, means: readonly number[]): MetricCurve {
  const buckets = means.map((_, index) => index);
  const series = {
    firstStep: Uint32Array.from(buckets, (index) => 10 * index + 1),
    lastStep: Uint32Array.from(buckets, (index) => 10 * index + 10),
    mean: Float32Array.from(means),
    min: Float32Array.from(means, (mean) => mean - 1),
    max: Float32Array.from(means, (mean) => mean + 2),
    nonFinite: new Uint32Array(means.length),
  };
  return {
    id,
    label: id,
    colour: id,
    endLabel: id,
    group: 'all',
    groupLabel: 'all',
    series,
    scale: scale ?? { at: Number, stepAt: Number },
  };
}

const input = { curves: [curve('a', [8, 6, 4, 2])], smoothing: 'off', share: 0.5, spread: 'each', range: { from: 0, to: 4 } } as const;

describe('prepareMetricCurves', () => {
  it('draws each bucket at its middle, with its exact extremes', () => {
    const { front, raw } = prepareMetricCurves(input);
    // Steps 1 to 10 have the middle 5.5, of 10 steps an epoch.
    expect(front[0]?.x).toEqual([0.55, 1.55, 2.55, 3.55].map((position) => expect.closeTo(position, 9)));
    expect(front[0]).toMatchObject({ y: [8, 6, 4, 2], around: { low: [7, 5, 3, 1], high: [10, 8, 6, 4], meaning: 'extremes' } });
    expect(raw).toEqual([]);
  });

  it('smooths over a fraction of the view, with the raw curve behind', () => {
    // Half of the four buckets in view: n = 2, w = 1/3; 8, then (8·2/9 + 6·2/3)/(1 − 1/9) = 6.5.
    const { front, raw } = prepareMetricCurves({ ...input, smoothing: 'exponential' });
    expect(front[0]?.y.slice(0, 2)).toEqual([8, 6.5].map((cost) => expect.closeTo(cost, 9)));
    expect(raw[0]?.y).toEqual([8, 6, 4, 2]);
    // Half of the two in view is one bucket, whose mean is itself.
    expect(prepareMetricCurves({ ...input, smoothing: 'exponential', range: { from: 0, to: 2 } }).front[0]?.y).toEqual([8, 6, 4, 2]);
  });

  it('groups the smoothed curves', () => {
    const { front } = prepareMetricCurves({ ...input, curves: [...input.curves, curve('b', [10, 6, 8, 2])], spread: 'range' });
    expect(front).toMatchObject([{ label: 'all · 2 seeds', y: [9, 6, 6, 2], around: { low: [8, 6, 4, 2], high: [10, 6, 8, 2] } }]);
  });

  it('labels a group independently of which members have loaded', () => {
    const late = { ...curve('a', []), series: undefined };
    const { front } = prepareMetricCurves({ ...input, curves: [late, curve('b', [10, 6, 8, 2])], spread: 'range' });
    expect(front).toMatchObject([{ id: 'a', label: 'all · 2 seeds', y: [10, 6, 8, 2] }]);
  });

  it('omits series that have not loaded', () => {
    expect(prepareMetricCurves({ ...input, curves: [{ ...curve('a', []), series: undefined }] }).front).toEqual([]);
  });
});
