import { expect, it } from 'vitest';
import { counting, npyBytes, npzBytes } from '../testing/write-arrays.ts';
import { openNpz } from './npz-file.ts';

const source = { field: 'dataset.train', path: '/data/a.npz', remedy: 'Give a whole file.' };

it('refuses an array whose bytes changed after they were written', async () => {
  const file = npzBytes({ x_train: npyBytes('|u1', [3, 2], counting(6)) }, 0);
  // The values 0 to 5 are stored uncompressed; the last of them becomes 6.
  const start = Buffer.from(file).indexOf(Buffer.from(counting(6)));
  expect(start).toBeGreaterThan(0);
  const damaged = Uint8Array.from(file);
  damaged[start + 5] = 6;
  expect(await (await openNpz(file, source)).read('x_train')).toMatchObject({ shape: [3, 2] });
  await expect((await openNpz(damaged, source)).read('x_train')).rejects.toThrow(
    'dataset.train: /data/a.npz is damaged: its array "x_train.npy" does not have the checksum that the file declares. Give a whole file.',
  );
});
