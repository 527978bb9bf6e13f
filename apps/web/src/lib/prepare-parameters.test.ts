import { describe, expect, it } from 'vitest';
import { type ParameterSource, prepareParameters } from './prepare-parameters.ts';

const run = (seed: number, values: ParameterSource['values']): ParameterSource => ({ kind: 'run', seed, values });
const baseline: ParameterSource = { kind: 'baseline', seed: 0, values: { baseline: 'pca', codeSize: 8 } };

describe('prepareParameters', () => {
  it('separates shared from differing parameters, without baselines', () => {
    const runs = [
      run(0, { dimensions: '784-8', learningRate: 0.1, batchSize: 20, codeSize: 8 }),
      run(0, { dimensions: '784-4', learningRate: 0.1, batchSize: 20, codeSize: 4 }),
    ];
    expect(prepareParameters([baseline, ...runs])).toEqual({
      constants: { learningRate: 0.1, batchSize: 20, seed: 0 },
      varying: ['dimensions', 'codeSize'],
    });
  });

  it('orders chosen parameters first, then the seed, then derived values', () => {
    const runs = [run(0, { codeSize: 8, depth: 1, learningRate: 0.1 }), run(1, { codeSize: 4, depth: 2, learningRate: 0.2 })];
    expect(prepareParameters(runs).varying).toEqual(['learningRate', 'seed', 'depth', 'codeSize']);
  });

  it('omits a detail that follows from its choice', () => {
    const runs = [
      run(0, { optimizer: 'adam', 'optimizer.beta1': 0.9, 'optimizer.epsilon': 1e-8, noise: 'none' }),
      run(0, { optimizer: 'momentum', 'optimizer.momentum': 0.9, noise: 'gaussian', 'noise.level': 0.2 }),
      run(0, { optimizer: 'sgd', noise: 'none' }),
    ];
    expect(prepareParameters(runs)).toEqual({ constants: { seed: 0 }, varying: ['optimizer', 'noise'] });
  });

  it('keeps a detail that differs with the same choice, and one that all runs share', () => {
    const runs = [
      run(0, { noise: 'none', schedule: 'cosine', 'schedule.final': 0 }),
      run(0, { noise: 'gaussian', 'noise.level': 0.2, schedule: 'cosine', 'schedule.final': 0 }),
      run(0, { noise: 'gaussian', 'noise.level': 0.4, schedule: 'cosine', 'schedule.final': 0 }),
    ];
    expect(prepareParameters(runs)).toEqual({
      constants: { seed: 0, schedule: 'cosine', 'schedule.final': 0 },
      varying: ['noise', 'noise.level'],
    });
  });

  it('is empty for baselines alone', () => {
    expect(prepareParameters([baseline])).toEqual({ constants: {}, varying: [] });
  });
});
