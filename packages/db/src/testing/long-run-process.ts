import { createInterface } from 'node:readline';
import { openStore } from '../open-store.ts';
import { thisProcess } from '../workers/this-host.ts';
import { claimNext, newRun, newSweep, probeSet, provenance } from './fixtures.ts';

/*
 * Child process for tests of pages: a worker whose run has many epochs. Records `epochs` epochs into the home, prints the ids as one line of
 * JSON, then records as many epochs as each line of its input says. The run completes at the end of the input.
 */
const [home = '', epochs = '0'] = process.argv.slice(2);
const store = await openStore({ home, mode: 'write' });
const total = 2 * Number(epochs);
const values = { family: 'dense', dimensions: '2,1', depth: 1, width: 1, codeSize: 1, learningRate: 0.001, batchSize: 1, epochs: total };
await store.sweeps.upsert(newSweep('Long', [newRun('long', { values, totalSteps: total })]));
const claim = await claimNext(store, thisProcess(), 600_000);

/** Two gray pixels. */
const atlas = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAAAAADRSSBWAAAAC0lEQVR4nGNwOAAAAUMBAQURd3wAAAAASUVORK5CYII=', 'base64');
const probes = await store.reconstructions.putProbeSet({ ...probeSet, sampleShape: [1, 1], atlas, originals: Float32Array.of(0.25, 0.75) });
await store.recordings.record(claim, { provenance });

let last = 0;
async function record(count: number): Promise<void> {
  for (const end = last + count; last < end; ) {
    const added = Array.from({ length: Math.min(500, end - last) }, (_, index) => last + index + 1);
    last += added.length;
    await store.recordings.record(claim, {
      epochs: added.map((epoch) => ({
        ...{ epoch, step: epoch, seconds: 0.01, endedAt: Date.now() },
        metrics: { train: { cost: 1 + 1 / epoch }, validation: { cost: 1 + 2 / epoch }, test: { cost: 1 + 3 / epoch } },
      })),
      events: added.map((epoch) => ({ source: 'worker', kind: 'run.epoch', message: `Epoch ${epoch} ended.`, data: { epoch } })),
      reconstructions: added
        .filter((epoch) => epoch % 100 === 0)
        .map((epoch) => ({
          ...{ epoch, probeSet: probes, atlas, atlasColumns: 2, low: 0, high: 1, clippedPixels: 0 },
          costs: Float32Array.of(1 / epoch, 2 / epoch),
          codes: null,
        })),
    });
  }
}

await record(Number(epochs));
process.stdout.write(`${JSON.stringify({ run: claim.run.id, sweep: claim.run.sweep })}\n`);
for await (const line of createInterface({ input: process.stdin })) await record(Number(line));
await store.leases.finish(claim, { state: 'complete', exitReason: null });
await store.close();
