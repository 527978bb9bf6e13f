import { at } from '@hourglass/presentation/at';
import { expect, it } from 'vitest';
import { isIdle, tinySweep, workUntil } from '../testing/tiny-sweep.ts';
import { probeReconstructions } from './probe-reconstructions.ts';
import { recordedFigure, recordedTestCodes } from './recorded-codes.ts';

it.each([
  { options: 'scale: auto', isExact: false },
  { options: 'shape: [6]', isExact: true },
])('reads the codes and figures of a run on data with $options', async ({ options, isExact }) => {
  const { store } = await tinySweep('epochs: 2, batchSize: 10', 'activation: tanh', options);
  await workUntil(store, () => isIdle(store));
  const [run] = (await store.runs.list()).filter(({ kind }) => kind === 'run');
  if (run === undefined) throw new Error('there is no run');

  const { shape, values: codes } = await recordedTestCodes(store, run);
  expect(shape).toEqual([codes.length / 2, 2]);
  const { values: reconstructions, probeSet } = await probeReconstructions(store, run);
  const last = await store.reconstructions.codes(run.id, 2);
  // The first probe is a test sample; batches of another size round differently.
  const first = at(probeSet.indices, 0);
  expect(codes[2 * first]).toBeCloseTo(last?.[0] ?? Number.NaN, 5);

  const figure = await recordedFigure(store, run, 'interpolation');
  expect(figure.isExact).toBe(isExact);
  expect(figure.values).toHaveLength(figure.layout.columns * figure.layout.rows.length * 6);
  // The first cell is the reconstruction of the first probe, the tenth that of the second: exactly, or in steps of the picture.
  for (let value = 0; value < 6; value++) {
    for (const [cell, probe] of [
      [0, 0],
      [9, 1],
    ] as const) {
      const distance = at(figure.values, 6 * cell + value) - at(reconstructions, 6 * probe + value);
      expect(Math.abs(distance)).toBeLessThan(isExact ? 1e-5 : 0.003);
    }
  }

  const baseline = (await store.runs.list()).find(({ kind }) => kind === 'baseline');
  if (baseline === undefined) throw new Error('there is no baseline');
  await expect(recordedTestCodes(store, baseline)).rejects.toMatchObject({ code: 'NOTHING_RECORDED' });
  await expect(recordedFigure(store, baseline, 'manifold')).rejects.toMatchObject({
    code: 'NOTHING_RECORDED',
    message: expect.stringMatching(/^Run \w+ is complete and has no figure "Manifold"\./),
  });
});
