import { metricTable } from '@hourglass/model/metrics';
import { describe, expect, it } from 'vitest';
import { expand } from './expand.ts';
import { sweepFingerprint } from './fingerprint.ts';
import { hasBest } from './ranking.ts';
import { parseSpec } from './spec.ts';

const facts = { title: 'MNIST', contentHash: 'a'.repeat(64), sampleSize: 784, trainCount: 55_000, validationCount: 5_000 };
const dense = { dimensions: [784, 8] };
const variational = { dimensions: [784, 8], code: 'variational', likelihood: 'bernoulli' };
const parsed = (fields: object) => parseSpec({ version: 1, model: variational, ...fields });
const plan = (fields: object, of: Parameters<typeof expand>[1] = facts) => expand(parsed(fields), of);

describe('the metric that ranks runs', () => {
  it('is the lowest validation cost unless the spec names another', () => {
    expect(parsed({}).ranking).toEqual({ direction: 'minimise', part: 'validation', name: 'cost' });
    expect(parsed({ minimise: 'validation.objective' }).ranking).toEqual({ direction: 'minimise', part: 'validation', name: 'objective' });
    expect(parsed({ maximise: 'validation.activeUnits' }).ranking).toEqual({
      direction: 'maximise',
      part: 'validation',
      name: 'activeUnits',
    });
    expect(parsed({ maximise: 'train.kl' }).ranking).toEqual({ direction: 'maximise', part: 'train', name: 'kl' });
  });

  it.each([
    [
      { maximise: 'validation.cost' },
      'maximise: received "validation.cost", which is better when it is lower. Write `minimise: validation.cost`.',
    ],
    [
      { minimise: 'test.cost' },
      'minimise: received "test.cost"; test metrics are reported, and no run is chosen by them. Use the same metric of `validation`.',
    ],
    [
      { minimise: 'validation.kl', maximise: 'validation.activeUnits' },
      'maximise: received "validation.activeUnits" beside `minimise: validation.kl`; runs are ranked by one metric. Give one of the two.',
    ],
    [
      { minimise: 'validation.klByDimension' },
      'minimise: received "validation.klByDimension"; allowed are "train.batchCost", "train.cost", "validation.cost",',
    ],
    [{ minimise: 7 }, 'minimise: received 7; allowed are "train.batchCost", "train.cost", "validation.cost",'],
    [{ minimise: 'cost' }, 'minimise: received "cost"; allowed are "train.batchCost", "train.cost", "validation.cost",'],
  ])('is refused where it can rank nothing: %j', (fields, sentence) => {
    expect(() => parsed(fields)).toThrow(sentence);
  });

  it.each(Object.entries(metricTable).filter(([, { direction, shape }]) => direction === 'maximise' && shape === 'number'))(
    'is not offered for test metrics alone: %s',
    (name) => {
      expect(() => parsed({ maximise: `test.${name}` })).toThrow('test metrics are reported');
    },
  );

  it('exists for every configuration of the sweep', () => {
    expect(plan({ minimise: 'validation.negativeLogLikelihood' })).not.toHaveLength(0);
    expect(() => plan({ minimise: 'validation.kl', model: { ...variational, code: ['plain', 'variational'] } })).toThrow(
      'minimise: received "validation.kl", but not every configuration of this sweep records it. Allowed are train.batchCost, train.cost, validation.cost, train.objective, validation.objective, train.negativeLogLikelihood, validation.negativeLogLikelihood.',
    );
    expect(() => plan({ maximise: 'validation.kl', model: dense })).toThrow(
      'maximise: received "validation.kl", but no configuration of this sweep records it. No metric can be used with `maximise` here; leave the field out.',
    );
  });

  it('is one of training where no samples are held out', () => {
    const none = { ...facts, options: { validation: 0 }, validationCount: 0 };
    const dataset = { name: 'mnist', validation: 0 };
    expect(() => plan({ dataset, minimise: 'validation.kl' }, none)).toThrow(
      'minimise: received "validation.kl", but `dataset.validation` is 0, so no samples are held out. Allowed are train.batchCost, train.cost, train.objective,',
    );
    expect(plan({ dataset }, none)).not.toHaveLength(0);
    expect(hasBest(parsed({ dataset }).ranking, none)).toBe(false);
    expect(plan({ dataset, minimise: 'train.objective' }, none)).not.toHaveLength(0);
    expect(hasBest(parsed({ dataset, minimise: 'train.objective' }).ranking, none)).toBe(true);
  });

  it('is no number of active units where too few samples are held out to count them', () => {
    expect(plan({ maximise: 'validation.activeUnits' })).not.toHaveLength(0);
    expect(() => plan({ maximise: 'validation.activeUnits' }, { ...facts, validationCount: 9 })).toThrow('no configuration');
  });

  it('is part of the sweep, not of what its runs compute', () => {
    const data = { contentHash: facts.contentHash, sampleShape: [784], labels: [] };
    const print = (fields: object) => sweepFingerprint(parsed(fields), data);
    expect(print({ minimise: 'validation.cost' })).toBe(print({}));
    const others = [{}, { minimise: 'validation.kl' }, { maximise: 'validation.kl' }, { minimise: 'train.kl' }].map(print);
    expect(new Set(others).size).toBe(4);
    const runs = (fields: object) => plan(fields).map(({ fingerprint }) => fingerprint);
    expect(runs({ minimise: 'validation.kl' })).toEqual(runs({}));
  });
});
