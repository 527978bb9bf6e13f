import type { ResidentSamples } from '@hourglass/engine/contract';
import { describe, expect, it } from 'vitest';
import { at } from '../../checked.ts';
import { addScaled, dot, rowOf } from '../../linear-algebra/vectors.ts';
import { random } from '../../random.ts';
import { type FitProgress, type FitState, unsaved } from '../fit-progress.ts';
import { linearModel } from '../linear-model.ts';
import { pca } from '../pca.ts';
import { covarianceEigenvectors } from './covariance-eigenvectors.ts';
import { gramEigenvectors } from './gram-eigenvectors.ts';
import type { PrincipalComponents } from './principal-components.ts';
import { randomizedSubspace } from './randomized-subspace.ts';

/** Noise around a few directions: with variances that decrease like those of pictures, and no gap after the last requested component. */
function picturelike(count: number, size: number, { directionCount = 60, noise = 0.02 } = {}): ResidentSamples {
  const source = random(11, 'noise', 0);
  const directions = Array.from({ length: directionCount }, () => Float64Array.from({ length: size }, () => source.normal()));
  const values = new Float32Array(count * size);
  for (let row = 0; row < count; row++) {
    const sample = Float64Array.from({ length: size }, () => noise * source.normal() + 5);
    directions.forEach((direction, index) => {
      addScaled(sample, source.normal() / (1 + index), direction);
    });
    values.set(sample, row * size);
  }
  return { count, size, values, divisor: 1, mean: new Float32Array(size) };
}

const rank = 32;
const methods = [
  ['the Gram matrix', gramEigenvectors, picturelike(90, 200), /^exact: eigenvectors of the 90 × 90 Gram matrix$/, 1e-9],
  ['a randomized subspace', randomizedSubspace, picturelike(700, 150), /^randomized subspace iteration, 48 vectors, \d+ passes/, 1e-5],
] as const;

describe.each(methods)('principal components from %s', (_, method, samples, name, tolerance) => {
  const exact = covarianceEigenvectors(samples, rank);
  const found = method(samples, rank);

  it('have the variance of the exact components', () => {
    expect(found.method).toMatch(name);
    expect(Math.abs(found.totalVariance / exact.totalVariance - 1)).toBeLessThan(1e-9);
    for (let index = 0; index < rank; index++) {
      const share = Math.abs(at(found.variances, index) - at(exact.variances, index)) / exact.totalVariance;
      expect(share, `component ${index}`).toBeLessThan(tolerance);
    }
  });

  it('have the reconstruction cost of the exact components, for every code size', () => {
    for (const codeSize of [1, 5, 16, 32]) {
      const cost = ({ mean, ...fit }: PrincipalComponents) => linearModel({ ...fit, center: mean }, codeSize).trainCostPerSample;
      expect(Math.abs(cost(found) / cost(exact) - 1), `code size ${codeSize}`).toBeLessThan(1e-3);
    }
  });

  it('are orthonormal, and the leading ones have the directions of the exact components', () => {
    const component = ({ components }: PrincipalComponents, index: number) => rowOf(components, index, samples.size);
    for (let i = 0; i < rank; i++) {
      for (let j = 0; j <= i; j++) {
        expect(dot(component(found, i), component(found, j))).toBeCloseTo(i === j ? 1 : 0, 9);
      }
    }
    for (let i = 0; i < 8; i++) expect(dot(component(found, i), component(exact, i))).toBeCloseTo(1, 3);
  });

  it('are reproducible, bit for bit', () => {
    expect(method(samples, rank)).toEqual(found);
  });
});

describe('PCA of samples that are too large for eigenvectors of their covariance', () => {
  it('uses the Gram matrix for few samples, also for codes larger than their number', () => {
    const samples = picturelike(20, 4_096);
    const fit = pca.fit(samples, [8, 32]);
    expect(fit.method).toBe('exact: eigenvectors of the 20 × 20 Gram matrix');
    expect(linearModel(fit, 8).trainCostPerSample).toBeGreaterThan(1);
    // Twenty points lie in a space of nineteen dimensions.
    expect(linearModel(fit, 19).trainCostPerSample / fit.totalVariance).toBeLessThan(1e-9);
    expect(linearModel(fit, 32).reconstruct(Float64Array.from(samples.values.subarray(0, 4_096)))).toHaveLength(4_096);
    expect(rowOf(fit.components, 31, 4_096).every((value) => value === 0)).toBe(true);
  });

  it('uses a random subspace for many samples', () => {
    const samples = picturelike(1_025, 1_025, { directionCount: 10, noise: 0 });
    const fit = pca.fit(samples, [16]);
    expect(fit.method).toMatch(/^randomized subspace iteration/);
    // Ten directions hold everything.
    expect(linearModel(fit, 9).trainCostPerSample / fit.totalVariance).toBeGreaterThan(1e-3);
    expect(linearModel(fit, 10).trainCostPerSample / fit.totalVariance).toBeLessThan(1e-9);
  });
});

/** Ends a fit at its n-th save, as a kill would. */
class Interrupted extends Error {}

describe.each<[string, (samples: ResidentSamples, rank: number, progress: FitProgress) => PrincipalComponents, number]>([
  ['the covariance', covarianceEigenvectors, 5],
  ['a randomized subspace', randomizedSubspace, 40],
])('an interrupted fit of %s', (_, method, most) => {
  const samples = picturelike(300, 60);

  it.each([1, 2, most])('continues after its save number %i, with the same bits', (interruptedAt) => {
    let reads = 0;
    const values = new Proxy(samples.values, {
      get(target, key) {
        if (key === 'subarray') reads++;
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const counted = { ...samples, values };
    const uninterrupted = method(counted, rank, unsaved);
    const readsOfAll = reads;

    let saved: FitState | null = null;
    let saves = 0;
    const multiplications = 60 * 60 * 30;
    const interrupted = () =>
      method(samples, rank, {
        saved: null,
        multiplications,
        save(state) {
          saved = structuredClone(state);
          saves++;
          if (saves === interruptedAt) throw new Interrupted();
        },
      });
    expect(interrupted).toThrow(Interrupted);
    reads = 0;
    expect(method(counted, rank, { saved, multiplications, save: () => {} })).toEqual(uninterrupted);
    expect(reads).toBeLessThan(readsOfAll);
  });

  it('starts over if the saved state has another form', () => {
    const saved = { pass: 3, samples: 7, sums: [new Float64Array(5)] };
    expect(method(samples, rank, { ...unsaved, saved })).toEqual(method(samples, rank, unsaved));
  });
});
