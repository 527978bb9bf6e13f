import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { Dataset } from './dataset.ts';
import { createResidentDatasets } from './resident-datasets.ts';

/** A data set of so many bytes, all in one buffer. */
function datasetOf(bytes: number): Dataset {
  const buffer = new Uint8Array(bytes);
  const mean = new Float32Array(buffer.buffer, 0, 1);
  const samples = { count: bytes, size: 1, values: buffer, divisor: 255, mean };
  return {
    id: 'd',
    title: 'd',
    contentHash: '0',
    options: {},
    samplesHash: '0',
    scaling: null,
    kind: 'vector',
    sampleShape: [1],
    train: samples,
    trainProbabilities: null,
    validation: { ...samples, values: buffer.subarray(0, 4) },
    test: { ...samples, values: buffer.subarray(4) },
    trainLabels: null,
    validationLabels: null,
    testLabels: null,
    labels: [],
    notes: [],
    labelFacts: null,
    classes: null,
    valueType: 'bytes',
    divisor: 255,
    mean,
    probeSet: { version: 1, hash: '0', indices: new Int32Array(), labels: null },
  };
}

/** A keeper whose readings are counted. */
function counted(budget: number) {
  const reads: string[] = [];
  const datasets = createResidentDatasets(budget);
  const get = (key: string, bytes: number, stamp = 'as it was') =>
    datasets.get(key, stamp, async () => {
      reads.push(key);
      return datasetOf(bytes);
    });
  return { reads, get };
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
async function isCollected(reference: WeakRef<object>): Promise<boolean> {
  for (let attempt = 0; attempt < 20 && reference.deref() !== undefined; attempt++) {
    // A WeakRef keeps what it points to until the current task is over.
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
  }
  return reference.deref() === undefined;
}

describe('resident data sets', () => {
  it('are read once for concurrent requests', async () => {
    const { reads, get } = counted(1_000);
    const [one, other] = await Promise.all([get('a', 100), get('a', 100)]);
    expect(other).toBe(one);
    expect(await get('a', 100)).toBe(one);
    expect(reads).toEqual(['a']);
  });

  it('are read again when their files have changed', async () => {
    const { reads, get } = counted(1_000);
    await get('a', 100);
    await get('a', 100, 'changed');
    expect(reads).toEqual(['a', 'a']);
  });

  it('are forgotten if reading fails', async () => {
    const datasets = createResidentDatasets(1_000);
    await expect(datasets.get('a', '', () => Promise.reject(new Error('damaged')))).rejects.toThrow('damaged');
    const whole = datasetOf(10);
    expect(await datasets.get('a', '', async () => whole)).toBe(whole);
  });

  it('stay within the budget by evicting the least recently used and freeing its memory', async () => {
    const { reads, get } = counted(250);
    const first = new WeakRef(await get('a', 100));
    const second = new WeakRef(await get('b', 100));
    await get('a', 100);
    await get('c', 100);
    expect(await isCollected(second)).toBe(true);
    expect(await isCollected(first)).toBe(false);
    await get('a', 100);
    await get('b', 100);
    expect(reads).toEqual(['a', 'b', 'c', 'b']);
  });

  it('keep the newest one, however large', async () => {
    const { reads, get } = counted(50);
    await get('a', 100);
    await get('a', 100);
    expect(reads).toEqual(['a']);
  });

  it('are shared while in use, even beyond the budget', async () => {
    const { reads, get } = counted(50);
    const used = await get('a', 100);
    await get('b', 100);
    expect(await get('a', 100)).toBe(used);
    expect(reads).toEqual(['a', 'b']);
  });
});
