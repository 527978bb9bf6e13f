import { expect, it } from 'vitest';
import { random } from '../random.ts';
import { baselineReconstructions } from './evaluate-baseline.ts';
import { linearModel } from './linear-model.ts';
import { pca } from './pca.ts';
import { spannedProjection } from './spanned-projection.ts';

it('projects onto the plane that the rows span, whatever their lengths and angles', () => {
  // Rows in the plane of (0.6, 0.8, 0) and (0, 0, 1).
  const project = spannedProjection(Float32Array.of(3, 4, 0, 0.3, 0.4, 2), 3, 2);
  // (5, 0, 7): 5 · 0.6 = 3 along the first, so (1.8, 2.4), and 7 along the second.
  const y = project?.(Float32Array.of(5, 0, 7, 0, 0, 0)) ?? [];
  [1.8, 2.4, 7, 0, 0, 0].forEach((value, index) => {
    expect(y[index]).toBeCloseTo(value, 5);
  });
});

it('is null if too few rows are independent', () => {
  expect(spannedProjection(Float32Array.of(3, 4, 0, 6, 8, 0), 3, 2)).toBeNull();
});

it('matches PCA on unseen samples', () => {
  const [count, size, codeSize] = [60, 20, 6];
  const source = random(1, 'noise');
  const values = Float32Array.from({ length: count * size }, (_, index) => source.normal() / (1 + (index % size)));
  const fitted = linearModel(pca.fit({ count, size, values, divisor: 1, mean: new Float32Array(size) }, [codeSize]), codeSize);
  // Moved, so that PCA's centre is zero, as it is in the space that networks train in.
  const mean = Float32Array.from(fitted.reconstruct(new Float64Array(size)));
  const samples = { count, size, values, divisor: 1, mean };
  const moved = linearModel(pca.fit(samples, [codeSize]), codeSize);
  const seen = baselineReconstructions(
    moved,
    samples,
    Int32Array.from({ length: 20 }, (_, row) => row),
  );
  const unseen = Float32Array.from({ length: 3 * size }, () => source.normal());
  const expected = moved.reconstruct(Float64Array.from(unseen));
  const y = spannedProjection(seen, size, codeSize)?.(unseen) ?? [];
  expected.forEach((value, index) => {
    expect(y[index]).toBeCloseTo(value, 4);
  });
});
