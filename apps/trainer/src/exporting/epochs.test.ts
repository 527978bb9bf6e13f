import type { Epoch, NewEpoch, Run, Store } from '@hourglass/db';
import { temporaryStore } from '@hourglass/db/testing';
import { metricTable } from '@hourglass/model/metrics';
import { expect, it } from 'vitest';
import { describeEpoch } from '../json/epoch-json.ts';
import { epochsCsv } from './csv.ts';

const kl = { ...metricTable.cost, title: 'KL', unit: 'nats', direction: 'none', parts: ['validation'] } as const;

const trained: NewEpoch = {
  ...{ epoch: 1, step: 100, seconds: 1.5, endedAt: 5 },
  metrics: { train: { batchCost: 250, cost: 12 }, validation: { cost: Number.NaN, kl: 3.25 }, test: { cost: 0.1 + 0.2 } },
};

async function recorded(kind: 'run' | 'baseline', epoch: NewEpoch): Promise<{ store: Store; run: Run; epochs: readonly Epoch[] }> {
  const store = await temporaryStore({ metrics: { ...metricTable, kl } });
  const run = { kind, fingerprint: 'f'.repeat(64), seed: 0, parameters: {}, values: {}, parameterCount: 1, totalSteps: 100 };
  await store.sweeps.upsert({ ...{ name: 'one', spec: {}, specText: null, fingerprint: 'f', dataset: 'mnist', axes: [] }, runs: [run] });
  const claim = await store.leases.claim({ hostname: 'here', bootId: 'boot', pid: 1, startedAt: 0 }, { leaseMilliseconds: 60_000 });
  if (claim === null) throw new Error('the run that was just added is not there');
  await store.recordings.record(claim, { epochs: [epoch] });
  return { store, run: claim.run, epochs: await store.runs.epochs(claim.run.id) };
}

it('describes an epoch as JSON with all of its metrics, beside its original fields', async () => {
  const { epochs } = await recorded('run', trained);
  expect(JSON.parse(JSON.stringify(epochs.map(describeEpoch)))).toEqual([
    {
      ...{ epoch: 1, step: 100, seconds: 1.5 },
      ...{ lastBatchCost: 250, trainCostPerSample: 12, validationCostPerSample: null, testCostPerSample: 0.1 + 0.2 },
      metrics: { train: { batchCost: 250, cost: 12 }, validation: { cost: null, kl: 3.25 }, test: { cost: 0.1 + 0.2 } },
    },
  ]);
});

it('includes each part of an epoch in its JSON, and no batch cost of a baseline', async () => {
  const { epochs } = await recorded('baseline', { ...trained, epoch: 0, step: 0, metrics: { train: { cost: 12 } } });
  expect(epochs.map(describeEpoch)).toEqual([
    {
      ...{ epoch: 0, step: 0, seconds: 1.5 },
      ...{ lastBatchCost: null, trainCostPerSample: 12, validationCostPerSample: null, testCostPerSample: null },
      metrics: { train: { cost: 12 }, validation: {}, test: {} },
    },
  ]);
});

it('writes further metrics after the original columns of a file of epochs', async () => {
  const { store, run } = await recorded('run', trained);
  expect(await epochsCsv(store, run)).toBe(
    'epoch,step,lastBatchCost,trainCostPerSample,validationCostPerSample,testCostPerSample,seconds,validation.kl\n' +
      '1,100,250,12,NaN,0.30000000000000004,1.5,3.25\n',
  );
});
