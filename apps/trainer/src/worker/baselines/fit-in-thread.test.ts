import { watch } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { random } from '@hourglass/model';
import { baselineCosts, baselines, type FitState, linearModel } from '@hourglass/model/baselines';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BaselineTask } from './baseline-task.ts';
import { writeCached } from './cached-fits.ts';
import { fitInThread } from './fit-in-thread.ts';

function noise(count: number, size: number) {
  const source = random(count, 'noise');
  const values = Float32Array.from({ length: count * size }, (_, index) => source.normal() / (1 + (index % size)));
  return { count, size, values, divisor: 1, mean: new Float32Array(size) };
}

const forever = new AbortController().signal;

describe('a baseline fitted in a thread', () => {
  let folder: string;
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'hourglass-fits-')), 'fits');
  });
  afterEach(() => rm(join(folder, '..'), { recursive: true }));

  function task(size: number, changes: Partial<BaselineTask> = {}): BaselineTask {
    const parts = { train: noise(300, size), validation: noise(30, size), test: noise(40, size), probes: Int32Array.of(3, 17) };
    return {
      baseline: 'pca',
      codeSize: 4,
      codeSizes: [4, 8],
      ...parts,
      folder,
      contentHash: 'abc',
      samplesHash: 'abc',
      multiplicationsBetweenSaves: 1e10,
      ...changes,
    };
  }

  it('equals one fitted in this thread, bit for bit', async () => {
    const given = task(20);
    const outcome = await fitInThread(given, forever);
    const fit = baselines.pca.fit(given.train, [4, 8]);
    const expected = linearModel(fit, 4);
    expect(outcome).toMatchObject({ wasCached: false, cachingFailed: null, method: fit.method });
    expect(outcome.trainCostPerSample).toBe(expected.trainCostPerSample);
    expect(outcome.testCosts).toEqual(baselineCosts(expected, given.test));
    expect(outcome.validationCosts).toEqual(baselineCosts(expected, given.validation));
    expect(outcome.reconstructions).toHaveLength(2 * 20);
    expect(outcome.probeCosts).toEqual(Float32Array.of(outcome.testCosts[3] ?? Number.NaN, outcome.testCosts[17] ?? Number.NaN));
  });

  it('is fitted once for all code sizes, and read from the cache with the same bits', async () => {
    const first = await fitInThread(task(20), forever);
    expect(await fitInThread(task(20), forever)).toEqual({ ...first, wasCached: true });
    const other = await fitInThread(task(20, { codeSize: 8 }), forever);
    expect(other.wasCached).toBe(true);
    expect(other.trainCostPerSample).toBe(linearModel(baselines.pca.fit(task(20).train, [8]), 8).trainCostPerSample);
    expect(await readdir(folder)).toEqual(['abc-pca-1-32']);
    expect((await fitInThread(task(20, { samplesHash: 'def' }), forever)).wasCached).toBe(false);
    expect(await readdir(folder)).toContain('abc-def-pca-1-32');
  });

  it('saves the state of a long fit, and continues an interrupted one with the same bits', async () => {
    // More than 1,024 values and samples: the randomized method. A few directions, which it finds in few passes.
    const values = Float32Array.from({ length: 1_030 * 1_030 }, (_, index) => (Math.floor(index / 1_030) % 7) * (index % 11));
    const train = { count: 1_030, size: 1_030, values, divisor: 1, mean: new Float32Array(1_030) };
    const long = task(1_030, { train, multiplicationsBetweenSaves: 2e7 });
    await mkdir(folder);
    const changed = new Set<string | null>();
    const watcher = watch(folder, (_, name) => changed.add(name));
    const uninterrupted = await fitInThread(long, forever);
    await expect.poll(() => [...changed]).toContain('abc-pca-1-32.progress');
    watcher.close();
    expect(await readdir(folder)).toEqual(['abc-pca-1-32']);
    await rm(join(folder, 'abc-pca-1-32'));

    const save = (state: FitState) => {
      writeCached(join(folder, 'abc-pca-1-32.progress'), state);
      throw new Error('killed');
    };
    expect(() => baselines.pca.fit(train, [4, 8], { saved: null, multiplications: 2e7, save })).toThrow('killed');
    expect(await fitInThread(long, forever)).toEqual({ ...uninterrupted, wasContinued: true });
    expect(await readdir(folder)).toEqual(['abc-pca-1-32']);
  });

  it('is fitted again if the cached fit is damaged', async () => {
    const first = await fitInThread(task(20), forever);
    const file = join(folder, 'abc-pca-1-32');
    const bytes = await readFile(file);
    bytes.writeUInt8(bytes.readUInt8(200) ^ 1, 200);
    await writeFile(file, bytes);
    expect(await fitInThread(task(20), forever)).toEqual(first);
    expect((await fitInThread(task(20), forever)).wasCached).toBe(true);
  });

  it('is evaluated even if it cannot be cached, and reports why', async () => {
    // No user can create a file in this folder.
    const unwritable = await fitInThread(task(20, { folder: '/proc/self' }), forever);
    expect(unwritable.wasCached).toBe(false);
    expect(unwritable.cachingFailed).toMatch(/^(ENOENT|EACCES|EPERM)/);
  });

  it('leaves the event loop free, and ends when its signal aborts', async () => {
    const interrupted = new AbortController();
    let turns = 0;
    const timer = setInterval(() => {
      // Eigenvectors of 1,000 values take seconds: in this thread the fit would be complete before this line.
      if (++turns === 20) interrupted.abort('enough');
    }, 5);
    await expect(fitInThread(task(1_000), interrupted.signal)).rejects.toBe('enough');
    clearInterval(timer);
    expect(turns).toBeGreaterThanOrEqual(20);
    expect(await readdir(join(folder, '..'))).toEqual([]);
  });

  it('fails with the error message of the baseline', async () => {
    await expect(fitInThread(task(20, { codeSizes: [21] }), forever)).rejects.toThrow('codeSize: received 21 for pca');
    const missing = fitInThread(task(20, { probes: Int32Array.of(40) }), forever);
    await expect(missing).rejects.toThrow('probe 40 is not among the 40 test samples');
  });
});
