import { expect, it } from 'vitest';
import { openStore } from '../open-store.ts';
import { claimNext, newRun, newSweep, provenance } from '../testing/fixtures.ts';
import { stepsOf } from '../testing/steps-of.ts';
import { temporaryHome } from '../testing/temporary-database.ts';

/** A different value for each attempt at a step, so that a leftover point of an earlier attempt is detected. */
function valueAt(step: number, attempt: number): number {
  return Math.fround(Math.sin(step / 100) + attempt * 10);
}

it('continues every level at the point where another process stopped, without the points after the checkpoint', async () => {
  const home = await temporaryHome();
  const values: number[] = [];
  // Each attempt records some points, and has its checkpoint some points before their end.
  const attempts = [
    { points: 10, lost: 0 },
    { points: 1_014, lost: 0 },
    { points: 40, lost: 3 },
    { points: 70_000, lost: 4_321 },
    { points: 16, lost: 16 },
    { points: 4_096, lost: 1 },
    { points: 300, lost: 0 },
  ];
  for (const [index, { points, lost }] of attempts.entries()) {
    const store = await openStore({ home, mode: 'write' });
    await store.sweeps.upsert(newSweep('first', [newRun('only', { totalSteps: 1_000_000 })]));
    const claim = await claimNext(store);
    const begin = claim.run.step;
    expect(begin).toBe(values.length);
    const added = Array.from({ length: points }, (_, offset) => valueAt(begin + 1 + offset, index));
    const record = (from: number, to: number) =>
      store.recordings.record(claim, {
        provenance,
        points: [
          {
            series: 'cost',
            firstStep: begin + 1 + from,
            values: Float32Array.from(added.slice(from, to)),
            startedAt: index,
            endedAt: index,
          },
        ],
      });
    const saved = points - lost;
    await record(0, saved);
    if (saved > 0) {
      const blob = await store.blobs.put(Uint8Array.of(index));
      const checkpoint = { step: begin + saved, epoch: index, blob, withOptimizer: true };
      await store.recordings.record(claim, { checkpoint });
    }
    await record(saved, points);
    values.push(...added.slice(0, saved));
    await store.leases.release(claim, 'The next attempt, please.');
    await store.close();
  }
  const store = await openStore({ home, mode: 'write' });
  const { run } = await claimNext(store);
  for (const width of [1, 20, 300, 5_000, 100_000]) {
    const buckets = await store.metrics.series(run.id, 'cost', { width });
    const parts = stepsOf(buckets).map(({ first, last }) => values.slice(first - 1, last));
    expect(parts.flat()).toHaveLength(values.length);
    expect(buckets.min).toEqual(Float32Array.from(parts, (part) => part.reduce((least, value) => Math.min(least, value))));
    expect(buckets.max).toEqual(Float32Array.from(parts, (part) => part.reduce((most, value) => Math.max(most, value))));
  }
  await store.close();
});
