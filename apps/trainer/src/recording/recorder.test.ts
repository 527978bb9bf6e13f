import { loadDataset } from '@hourglass/datasets';
import { thisProcess } from '@hourglass/db';
import { loadEngine } from '@hourglass/engine';
import { parseSpec } from '@hourglass/sweeps';
import type { Wanted } from '@hourglass/sweeps/run-state';
import { describe, expect, it } from 'vitest';
import { tinySweep } from '../testing/tiny-sweep.ts';
import { describeProvenance } from '../worker/provenance.ts';
import { createRunLog } from '../worker/run-log.ts';
import { createRecorder } from './recorder.ts';
import { createProbeSetOf } from './stored-probe-sets.ts';

/** A claimed run and its recorder, on a clock that the test moves. */
async function recording() {
  const { store, sweep } = await tinySweep('epochs: 4, batchSize: 10');
  const claim = await store.leases.claim(thisProcess(), { leaseMilliseconds: 60_000, kind: 'run' });
  if (claim === null) throw new Error('Nothing was waiting to be claimed.');
  const spec = parseSpec((await store.sweeps.get(sweep)).spec);
  const dataset = await loadDataset(spec.dataset);
  const clock = { now: Date.now() };
  const wantedStates: Wanted[] = [];
  const { report } = await loadEngine({ only: 'cpu' });
  const recorder = createRecorder({
    ...{
      store,
      claim,
      dataset,
      extendable: false,
      keepReconstructions: spec.record.reconstructions,
      now: () => clock.now,
      onWanted: (wanted) => wantedStates.push(wanted),
    },
    probeSet: await createProbeSetOf(store)(dataset),
    provenance: await describeProvenance(report),
    log: createRunLog(store, claim, { log: () => {}, warn: () => {} }),
  });
  const costs = (firstStep: number, ...values: number[]) =>
    recorder.record({ kind: 'steps', firstStep, metrics: { cost: Float32Array.from(values) } });
  const stored = async () => [...(await store.metrics.series(claim.run.id, 'cost', { width: 1_000 })).mean];
  return { store, claim, clock, wantedStates, recorder, costs, stored };
}

describe('a recorder', () => {
  it('batches the costs of a second into one series', async () => {
    const { clock, recorder, costs, stored } = await recording();
    await costs(1, 9, 8);
    await costs(3, 7);
    expect(await stored()).toEqual([]);
    clock.now += 1_000;
    await costs(4, 6, 5);
    expect(await stored()).toEqual([9, 8, 7, 6, 5]);
    await costs(6, 4);
    await recorder.flush();
    expect(await stored()).toEqual([9, 8, 7, 6, 5, 4]);
    expect(recorder.step).toBe(6);
  });

  it('records the provenance with the first write, and learns the wanted state with each', async () => {
    const { store, claim, recorder, wantedStates, costs } = await recording();
    await costs(1, 9);
    await recorder.flush();
    expect((await store.runs.get(claim.run.id)).provenance).toMatchObject({ engine: 'cpu' });
    await store.steering.want({ run: claim.run.id }, 'stop', { source: 'cli' });
    await costs(2, 8);
    await recorder.flush();
    expect(wantedStates).toEqual(['run', 'stop']);
  });

  it('reports compilation immediately, because compiling blocks the worker', async () => {
    const { store, claim, recorder } = await recording();
    await recorder.record({ kind: 'compiling' });
    const [event] = (await store.events.ofRun(claim.run.id)).filter(({ kind }) => kind === 'run.compiling');
    expect(event?.message).toBe('XLA compiles the training step. This takes some seconds, once for networks of this shape in a worker.');
    expect((await store.logs.ofRun(claim.run.id, { limit: 10 })).map(({ message }) => message)).toContain(event?.message);
  });

  it('records the executor of the steps, and the reason', async () => {
    const { store, claim, recorder } = await recording();
    const executor = { name: 'session', reason: 'XLA failed.' } as const;
    await recorder.record({ kind: 'executor', executor });
    expect((await store.runs.get(claim.run.id)).executor).toEqual(executor);
  });

  it('writes nothing for a lost claim', async () => {
    const { store, claim, recorder, costs, stored } = await recording();
    await costs(1, 9);
    await recorder.flush();
    await store.leases.release(claim, 'Somebody else takes over.');
    await costs(2, 8);
    await expect(recorder.flush()).rejects.toMatchObject({ code: 'LEASE_LOST' });
    expect(await stored()).toEqual([9]);
  });
});
