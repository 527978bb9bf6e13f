import type { Store } from '@hourglass/db';
import { defaultRanking } from '@hourglass/model/metrics';
import { describe, expect, it } from 'vitest';
import { formatRuns } from '../terminal/runs-table.ts';
import { isIdle, tinySweep, workUntil } from '../testing/tiny-sweep.ts';

async function trained(options: string) {
  const tiny = await tinySweep(undefined, undefined, options);
  await workUntil(tiny.store, () => isIdle(tiny.store));
  const runs = await tiny.store.runs.list({ sweep: tiny.sweep });
  expect(runs.map(({ state, exitReason }) => [state, exitReason])).toEqual(runs.map(() => ['complete', null]));
  return { ...tiny, runs };
}

async function probeSetOf(store: Store, run: string) {
  const [first] = await store.reconstructions.list(run);
  return store.reconstructions.probeSet(first?.probeSet ?? '');
}

describe('a sweep on a data set with options', () => {
  it('without validation samples selects nothing, and shows the test cost', async () => {
    const { store, runs, sweep } = await trained('validation: 0');
    expect(runs).toHaveLength(3);
    for (const run of runs) {
      expect([run.lastValidationCost, run.bestValidationCost, run.bestEpoch]).toEqual([null, null, null]);
      expect(run.lastTestCost).toBeGreaterThan(0);
      expect((await store.events.ofRun(run.id)).filter(({ message }) => message.includes('validation'))).toEqual([]);
    }
    const [run] = runs.filter(({ kind }) => kind === 'run');
    const checkpoints = await store.recordings.checkpoints(run?.id ?? '');
    expect(checkpoints.map(({ step, withOptimizer }) => [step, withOptimizer])).toEqual([[run?.totalSteps, false]]);
    expect((await store.sweeps.get(sweep)).best).toBeNull();
    const table = formatRuns(runs, { axes: [], ranking: defaultRanking });
    expect(table).toContain('last test');
    expect(table).not.toContain('validation');
  });

  it('trains on binarised samples, drawn once or in every step, beside a baseline of the static draw', async () => {
    const costs = [];
    const baselines = [];
    for (const options of ['binarise: static', 'binarise: dynamic']) {
      const { store, runs } = await trained(options);
      const [run] = runs.filter(({ kind }) => kind === 'run');
      costs.push(run?.lastTrainCost);
      baselines.push(
        runs.filter(({ kind }) => kind === 'baseline').map(({ lastTestCost, lastTrainCost }) => [lastTestCost, lastTrainCost]),
      );
      const { originals } = await probeSetOf(store, run?.id ?? '');
      expect(new Set(originals)).toEqual(new Set([0, 1]));
    }
    expect(costs[1]).not.toBe(costs[0]);
    expect(baselines[1]).toEqual(baselines[0]);
  });

  it('keeps the fitted scale with its probe samples', async () => {
    const { store, runs } = await trained('scale: unit, shape: [6]');
    const { scaling, originals, sampleShape } = await probeSetOf(store, runs.at(-1)?.id ?? '');
    expect(sampleShape).toEqual([6]);
    expect(scaling).toMatchObject({ kind: 'unit' });
    expect([scaling?.offset.length, scaling?.factor.length]).toEqual([6, 6]);
    // The sixtieth of 60 samples is the last of the test: |sin 355|, |sin 356| …
    const first = originals.length / 6 - 1;
    for (let column = 0; column < 6; column++) {
      const x = originals[first * 6 + column] ?? Number.NaN;
      const value = x * (scaling?.factor[column] ?? Number.NaN) + (scaling?.offset[column] ?? Number.NaN);
      expect(value).toBeCloseTo(Math.abs(Math.sin(355 + column)), 5);
    }
  });

  it('shows the same probe samples with and without a limit, and others with a scale', async () => {
    const hashes = [];
    for (const options of ['scale: auto', 'limit: 20', 'scale: standard']) {
      const { store, runs } = await trained(options);
      hashes.push((await probeSetOf(store, runs.at(-1)?.id ?? '')).hash);
    }
    expect(hashes[1]).toBe(hashes[0]);
    expect(hashes[2]).not.toBe(hashes[0]);
  });
});
