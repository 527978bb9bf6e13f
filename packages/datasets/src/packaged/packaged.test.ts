import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { describeDataset, knownDatasets } from '../catalog.ts';
import type { Dataset } from '../dataset.ts';
import { loadDataset } from '../load-dataset.ts';
import { fitScaling } from '../scaling.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { valueFactsOf } from '../value-facts.ts';
import { packagedDatasets } from './packaged-datasets.ts';
import { isProvided, type PackagedName, packagedFolder, packagedNames } from './packaged-folder.ts';
import { splitGroups } from './packaged-samples.ts';

/** Those that were downloaded on this machine before. */
const provided: PackagedName[] = [];
for (const name of packagedNames) if (await isProvided(name)) provided.push(name);

async function useOwnCache(): Promise<void> {
  vi.stubEnv('HOURGLASS_CACHE', await temporaryFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
}

function expectCatalog({ id, title, sampleShape, contentHash, valueType, labelFacts, train, validation, test, divisor }: Dataset): void {
  const known = Object.values(knownDatasets).find((each) => each.id === id);
  const { identical: _, whole: __, ...range } = valueFactsOf(train);
  expect(known).toMatchObject({ title, sampleShape, contentHash, valueType, labelFacts, values: range });
  expect([known?.trainCount, known?.validationCount, known?.testCount]).toEqual([train.count, validation.count, test.count]);
  const { offset, factor } = fitScaling('standard', train, 1);
  expect([known?.values.mean, known?.values.deviation]).toEqual([...offset, ...factor].map((value) => expect.closeTo(value / divisor, 6)));
}

describe('a data set in a package', () => {
  it('is downloaded once, says so, and is what the catalog says', async () => {
    await useOwnCache();
    const said: string[] = [];
    const animals = await loadDataset('animals', { onDownload: (sentence) => said.push(sentence) });
    expectCatalog(animals);
    expect(said).toEqual(['Downloading animal-mnist 0.4 (3 MB), which holds the data set animals.']);
    await loadDataset({ name: 'animals', limit: 100 }, { onDownload: (sentence) => said.push(sentence) });
    expect(said).toHaveLength(1);

    const file = join(packagedFolder('animals'), 'test.npy');
    const bytes = await readFile(file);
    bytes[bytes.length - 1] = 77;
    await writeFile(file, bytes);
    await expect(loadDataset({ name: 'animals', limit: 99 })).rejects.toThrow(
      /^dataset animals: .*test\.npy is damaged: its SHA-256 is .* was expected\. Remove the folder .*animals-0\.4, and it is downloaded again\.$/,
    );
  }, 120_000);

  it('that can’t be downloaded is refused with the cause, and leaves nothing behind', async () => {
    await useOwnCache();
    vi.stubEnv('PATH', '');
    await expect(loadDataset('digits')).rejects.toThrow(
      'dataset: pip could not download scikit-learn 1.7.2: it is not installed. Check the network and its settings, then try again.',
    );
    expect(await isProvided('digits')).toBe(false);
  });

  it.each(packagedNames)('has the size of its download in the catalog: %s', (name) => {
    expect(describeDataset(name)?.downloadBytes).toBe(packagedDatasets[name].from.bytes);
  });

  it.each(provided)('on this machine is what the catalog says: %s', async (name) => expectCatalog(await loadDataset(name)));
});

describe('samples in groups', () => {
  const all = Array.from({ length: 50 }, (_, index) => ({
    values: Uint8Array.of(index),
    className: 'any',
    // Groups of one to five samples.
    group: String(Math.floor(Math.sqrt(10 * index))),
  }));

  it('are split into a tenth for the test and a tenth of the rest for validation, and no group into two parts', () => {
    const { train, test } = splitGroups(all, [1]);
    const [validation, training] = [train.samples.slice(0, 4), train.samples.slice(4)];
    const groupsOf = (samples: readonly (Uint8Array | Float32Array)[]) => new Set(samples.map(([index]) => all[index ?? -1]?.group));
    expect([validation.length, training.length, test.samples.length]).toEqual([4, 41, 5]);
    const parts = [validation, training, test.samples].map(groupsOf);
    expect(parts.reduce((sum, { size }) => sum + size, 0)).toBe(new Set(all.map(({ group }) => group)).size);
  });

  it('have the same split in any order of the file', () => {
    const indicesOf = ({ samples }: { readonly samples: readonly (Uint8Array | Float32Array)[] }) => samples.map(([index]) => index).sort();
    expect(indicesOf(splitGroups(all.toReversed(), [1]).test)).toEqual(indicesOf(splitGroups(all, [1]).test));
  });
});
