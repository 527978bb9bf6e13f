import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryHome } from '@hourglass/db/testing';
import { describe, expect, it } from 'vitest';
import { encodeNpy } from '../exporting/npy.ts';
import { isIdle, tinySweep, workUntil } from '../testing/tiny-sweep.ts';
import { applyRun } from './apply-run.ts';

const words = Array.from({ length: 60 }, (_, row) => ['cat', 'dog', 'hen'][row % 3]);

/** A complete run that is trained with the labels of a column of words. */
async function conditionalRun() {
  const folder = await temporaryHome();
  const labels = join(folder, 'labels.csv');
  await writeFile(labels, ['kind', ...words].join('\n'));
  const model = 'condition: label, activation: tanh';
  const tiny = await tinySweep('epochs: 2, batchSize: 10', model, `trainLabels: ${labels}`);
  return { ...tiny, folder, labels };
}

describe('a run with a condition', () => {
  it('is trained with labels, and applied to samples and codes with theirs', async () => {
    const { store, home, folder } = await conditionalRun();
    await workUntil(store, () => isIdle(store));
    const [run] = await store.runs.list({ kind: 'run' });
    expect(run).toMatchObject({ state: 'complete', exitReason: null, parameters: { condition: { kind: 'label', classes: 3 } } });
    const id = run?.id ?? '';
    const data = join(folder, 'given.npy');
    await writeFile(
      data,
      encodeNpy(
        [4, 2, 3],
        Float32Array.from({ length: 24 }, (_, index) => Math.abs(Math.sin(index))),
      ),
    );
    const given = join(folder, 'given.csv');
    await writeFile(given, 'kind\nhen\nhen\nhen\nhen');
    let files = 0;
    const reconstructed = async (labels: { readonly label?: string; readonly labels?: string }) => {
      const out = join(folder, `out-${files++}.npy`);
      await applyRun('reconstruct', id, { home, data, out, checkpoint: 'last', ...labels });
      return readFile(out);
    };
    const ofCats = await reconstructed({ label: 'cat' });
    const ofHens = await reconstructed({ label: 'hen' });
    expect(ofHens).not.toEqual(ofCats);
    expect(await reconstructed({ labels: given })).toEqual(ofHens);
    await expect(reconstructed({})).rejects.toThrow(
      `--labels: missing; run ${id} has the condition "label". Give --labels FILE with one label for each row, or --label NAME for all; allowed are cat, dog, hen.`,
    );
    await expect(reconstructed({ label: 'cow' })).rejects.toThrow('--label: received "cow"; allowed are cat, dog, hen.');
    await writeFile(given, 'kind\nhen\ncow\nhen\nhen');
    await expect(reconstructed({ labels: given })).rejects.toThrow(`--labels: ${given} holds "cow" in row 1; allowed are cat, dog, hen.`);
  });

  it('fails with a sentence where the labels have changed since it was planned', async () => {
    const { store, labels } = await conditionalRun();
    await writeFile(labels, ['kind', ...words.toReversed()].join('\n'));
    await workUntil(store, () => isIdle(store));
    const [run] = await store.runs.list({ kind: 'run' });
    expect(run?.state).toBe('failed');
    expect(run?.exitReason).toContain(
      `have changed since run ${run?.id} was planned, and it is trained with them. Restore the files and retry`,
    );
  });
});

it('takes no labels for a run without a condition', async () => {
  const { store, home } = await tinySweep('epochs: 1, batchSize: 10');
  await workUntil(store, () => isIdle(store));
  const [run] = await store.runs.list({ kind: 'run' });
  const data = join(home, 'samples.npy');
  await expect(
    applyRun('encode', run?.id ?? '', { home, data, out: join(home, 'codes.npy'), checkpoint: 'last', label: 'cat' }),
  ).rejects.toThrow(`--label: received "cat"; run ${run?.id} has no condition and takes no labels.`);
});
