import { describe, expect, it } from 'vitest';
import { probeSetOf } from './probe-set.ts';

const samples = (count: number) => ({ count, size: 1, values: new Uint8Array(count), divisor: 255, mean: new Float32Array(1) });
const probesOf = (labels: readonly number[]) =>
  probeSetOf({ test: samples(labels.length), testLabels: Uint8Array.from(labels), classes: null, contentHash: 'abc' });
const countByLabel = (labels: Uint8Array | null) =>
  [...new Set(labels)].sort((a, b) => a - b).map((label) => [label, labels?.filter((other) => other === label).length]);

describe('the probe set', () => {
  it('is the first hundred samples without labels', () => {
    const { indices, labels } = probeSetOf({ test: samples(500), testLabels: null, classes: null, contentHash: 'abc' });
    expect(indices).toEqual(Int32Array.from({ length: 100 }, (_, row) => row));
    expect(labels).toBeNull();
  });

  it('is every sample if there are fewer than a hundred', () => {
    expect(probeSetOf({ test: samples(7), testLabels: null, classes: null, contentHash: 'abc' }).indices).toHaveLength(7);
    expect([...probesOf([1, 0, 1]).indices]).toEqual([0, 1, 2]);
  });

  it('takes the first ten, then the first of each label in turn', () => {
    // Ten zeros first; then 200 samples whose labels run 9, 8, … 0, 9, 8 …
    const labels = [...Array(10).fill(0), ...Array.from({ length: 200 }, (_, index) => 9 - (index % 10))];
    const { indices } = probesOf(labels);
    expect([...indices.subarray(0, 12)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 18, 17]);
    expect(countByLabel(probesOf(labels).labels)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((label) => [label, 10]));
  });

  it('has more samples of each label if there are fewer labels', () => {
    expect(countByLabel(probesOf(Array.from({ length: 300 }, (_, index) => index % 4)).labels)).toEqual([
      [0, 25],
      [1, 25],
      [2, 25],
      [3, 25],
    ]);
  });

  it('has a hundred samples with a rare label and with many labels', () => {
    const rare = probesOf(Array.from({ length: 300 }, (_, index) => (index === 200 ? 1 : 0)));
    expect(rare.indices).toHaveLength(100);
    expect(countByLabel(rare.labels)).toEqual([
      [0, 99],
      [1, 1],
    ]);
    expect(new Set(probesOf(Array.from({ length: 500 }, (_, index) => index % 250)).indices).size).toBe(100);
  });

  it('has a different hash if samples or content differ', () => {
    const hash = (count: number, contentHash: string) =>
      probeSetOf({ test: samples(count), testLabels: null, classes: null, contentHash }).hash;
    expect(hash(50, 'abc')).toBe(hash(50, 'abc'));
    expect(new Set([hash(50, 'abc'), hash(51, 'abc'), hash(50, 'abd')]).size).toBe(3);
  });

  it('has a hash that depends on the names of the labels', () => {
    const of = (classes: readonly string[] | null) =>
      probeSetOf({ test: samples(4), testLabels: Uint8Array.of(0, 1, 1, 0), classes, contentHash: 'abc' });
    expect(of(['cat', 'dog']).hash).not.toBe(of(['cat', 'eel']).hash);
    expect(of(['cat', 'dog']).hash).not.toBe(of(null).hash);
    expect(of(['cat', 'dog']).hash).toBe(of(['cat', 'dog']).hash);
  });
});
