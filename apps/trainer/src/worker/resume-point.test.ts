import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Claim, thisProcess } from '@hourglass/db';
import { loadEngine } from '@hourglass/engine';
import { describe, expect, it } from 'vitest';
import { isIdle, type TinySweep, tinySweep, workUntil } from '../testing/tiny-sweep.ts';
import { resumePoint } from './resume-point.ts';

/** A sweep whose run was interrupted after some of its checkpoints. */
async function interruptedSweep(): Promise<TinySweep & { readonly run: string }> {
  const tiny = await tinySweep('epochs: 120, batchSize: 10');
  const run = (await tiny.store.runs.list()).find(({ kind }) => kind === 'run')?.id ?? '';
  const hasTwo = async () => (await tiny.store.recordings.checkpoints(run)).filter(({ withOptimizer }) => withOptimizer).length > 1;
  await workUntil(tiny.store, async () => (await hasTwo()) || (await isIdle(tiny.store)), { checkpointMilliseconds: 1 });
  return { ...tiny, run };
}

async function claimOf({ store }: TinySweep): Promise<Claim> {
  const claim = await store.leases.claim(thisProcess(), { leaseMilliseconds: 60_000, kind: 'run' });
  if (claim === null) throw new Error('The interruptedSweep run does not wait.');
  return claim;
}

/** Overwrites the file of the newest checkpoint, as a power cut may. */
async function damageLast({ home, store, run }: Awaited<ReturnType<typeof interruptedSweep>>): Promise<number> {
  const last = await store.recordings.lastCheckpoint(run);
  const files = await readdir(join(home, 'blobs'), { recursive: true });
  const file = files.find((name) => last !== null && name.replaceAll('/', '').endsWith(last.blob.hash.slice(2)));
  if (last === null || file === undefined) throw new Error('There is no checkpoint to damage.');
  await writeFile(join(home, 'blobs', file), 'torn');
  return last.step;
}

describe('a resumed run', () => {
  it('continues from its newest checkpoint', async () => {
    const tiny = await interruptedSweep();
    const { report } = await loadEngine({ only: 'cpu' });
    const last = await tiny.store.recordings.lastCheckpoint(tiny.run);
    const { claim, checkpoint } = await resumePoint(tiny.store, await claimOf(tiny), report);
    expect([claim.run.step, checkpoint?.step]).toEqual([last?.step, last?.step]);
    await tiny.store.leases.release(claim, 'The test is over.');
  });

  it('continues from the previous checkpoint if the newest is damaged, and completes', async () => {
    const tiny = await interruptedSweep();
    const damaged = await damageLast(tiny);
    const { report } = await loadEngine({ only: 'cpu' });
    const { claim, checkpoint } = await resumePoint(tiny.store, await claimOf(tiny), report);
    expect(checkpoint?.step).toBeLessThan(damaged);
    expect(claim.run.step).toBe(checkpoint?.step);
    await tiny.store.leases.release(claim, 'The test goes on with a worker.');
    await workUntil(tiny.store, () => isIdle(tiny.store));
    expect(await tiny.store.runs.get(tiny.run)).toMatchObject({ state: 'complete' });
    expect(await tiny.store.runs.epochs(tiny.run)).toHaveLength(120);
  });

  it('is rejected if another library made its checkpoint, because its bits would differ', async () => {
    const tiny = await interruptedSweep();
    const { report } = await loadEngine({ only: 'cpu' });
    const claim = await claimOf(tiny);
    await expect(resumePoint(tiny.store, claim, { ...report, libraryVersion: '9.9.9' })).rejects.toMatchObject({
      code: 'ENGINE_CHANGED',
      message: expect.stringContaining('9.9.9'),
    });
    await tiny.store.leases.release(claim, 'The test is over.');
  });
});
