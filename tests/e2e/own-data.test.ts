import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { encode } from 'fast-png';
import { zipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hourglass, inTemporaryFolder } from '../support/hourglass.ts';
import { hasPython, python } from '../support/python.ts';
import { type Dashboard, openDashboard } from './dashboard.ts';
import { inEveryLook } from './looks.ts';
import { type UploadedFile, uploadFile } from './upload-file.ts';

let dashboard: Dashboard;
let page: Page;
let url = '';
let folder = '';

beforeAll(async () => {
  dashboard = await openDashboard('--workers', '1');
  ({ page, url } = dashboard);
  page.setDefaultTimeout(60_000);
  folder = join(dashboard.home, 'my data');
  await mkdir(folder);
  // 64 values from 0 to 16, as the digits of scikit-learn have them, and a label.
  const row = (index: number) =>
    [...Array.from({ length: 64 }, (_, value) => ((index + 1) * (value + 3)) % 17), `kind ${index % 3}`].join(',');
  await writeFile(join(folder, 'digits.csv'), Array.from({ length: 200 }, (_, index) => row(index)).join('\n'));
});

afterAll(() => dashboard?.close());

const field = (label: string) => page.getByRole('textbox', { name: label, exact: true });
const yaml = () => page.getByRole('textbox', { name: 'YAML' });
const openForm = async () => {
  await page.goto(`${url}/sweeps/new`);
  await page.getByRole('combobox', { name: 'data set', exact: true }).selectOption('own files');
};
/** Chooses a file in the dialog that a person opens with the keyboard. */
const upload = (label: string, file: UploadedFile) => uploadFile(page, label, file);
const blobs = async () =>
  (await readdir(join(dashboard.home, 'blobs'), { recursive: true })).filter((name) => !/^[0-9a-f]{2}$/.test(name)).sort();
const path = (label: string) => page.getByRole('combobox', { name: `data set: ${label}`, exact: true });

it('accepts own files by path on an empty home, and previews them', async () => {
  await openForm();
  const file = join(folder, 'digits.csv');
  await path('samples').fill(join(folder, 'di'));
  await page.locator(`datalist option[value="${file}"]`).waitFor({ state: 'attached' });
  await path('samples').fill(file);
  await path('labels').fill(`${file}#65`);
  await inEveryLook(page, async () => {
    await page
      .getByText('vectors of 64 values · 162 for training, 18 for validation, 20 for the test · numbers from 0 to 16 · 3 labels')
      .waitFor();
    await page.getByRole('img', { name: 'The first 10 training samples' }).waitFor();
  });
  const text = await yaml().inputValue();
  await yaml().fill(text.replace(/dimensions:\n(\s+- .*\n)+/, 'dimensions: [64, 8]\n'));
  await page.getByText(/outputActivation: tanh gives −1 to 1, but the values of digits\.csv minus their mean go from/).waitFor();
});

it('fills fields of the form from the suggestion and the shape', async () => {
  await page.getByRole('radio', { name: 'unit' }).check({ force: true });
  await field('sample shape').fill('8, 8');
  await page.getByText('pictures of 8 × 8').waitFor();
  await page.getByText(/outputActivation: tanh gives/).waitFor({ state: 'detached' });
  expect(await yaml().inputValue()).toMatch(/dataset:.*scale: unit.*shape: \[8, 8\]/s);
  await field('learning rate').fill('0.01');
  await field('epochs').fill('1');
  await field('name').fill('My digits');
});

it('starts the first sweep on own data, whose worker reads the same files', async () => {
  await page.getByRole('button', { name: 'Start 1 run' }).click();
  await page.getByRole('heading', { name: 'My digits' }).waitFor();
  await page
    .getByRole('link', { name: /1 complete/ })
    .or(page.getByText(/1 complete/))
    .first()
    .waitFor({ timeout: 120_000 });
});

it('a data set with missing files can’t be chosen or started, and names the missing file', async () => {
  await rm(join(folder, 'digits.csv'));
  await page.goto(`${url}/sweeps/new`);
  const option = page.getByRole('combobox', { name: 'data set', exact: true }).locator('option', { hasText: 'digits.csv, not there' });
  await option.waitFor({ state: 'attached' });
  expect(await option.isDisabled()).toBe(true);
  await page.getByRole('combobox', { name: 'data set', exact: true }).selectOption('own files');
  await path('samples').fill(join(folder, 'digits.csv'));
  await inEveryLook(page, async () => {
    await page.getByText(/dataset\.train: .*digits\.csv does not exist\./).waitFor();
    expect(await page.getByRole('button', { name: 'Start' }).isDisabled()).toBe(true);
  });
});

describe('uploaded files', () => {
  const name = 'цветы 花 #1.csv';
  /** 200 flowers of 4 values from 0 to 1, and their kind as a word. */
  const table = (count = 200) =>
    Buffer.from(
      [
        'a,b,c,d,вид',
        ...Array.from({ length: count }, (_, row) =>
          [...[1, 2, 3, 4].map((by) => Math.abs(Math.sin(row * by)).toFixed(4)), ['роза', 'tulipán', '桜'][row % 3]].join(','),
        ),
      ].join('\n'),
    );
  const file = { name, mimeType: 'text/csv', buffer: table() };
  const specOf = async (sweepName: string) => {
    const sweeps = JSON.parse((await hourglass('sweeps', 'ls', '--json', '--home', dashboard.home)).stdout);
    return sweeps.find((sweep: { readonly name: string }) => sweep.name === sweepName)?.spec;
  };
  const fillSpec = async (sweepName: string) => {
    const [, data = ''] = /(dataset:(?:.*\n)(?: {2}.*\n)*)/.exec(await yaml().inputValue()) ?? [];
    await yaml().fill(
      `version: 1\nname: ${sweepName}\n${data}model: { dimensions: [4, 2], outputActivation: linear }\ntraining: { learningRate: 0.01, epochs: 1 }\n`,
    );
  };
  const untilComplete = () =>
    page
      .getByRole('link', { name: /1 complete/ })
      .or(page.getByText(/1 complete/))
      .first()
      .waitFor({ timeout: 120_000 });

  it('are chosen by keyboard, previewed with labels that are words, and used for training', async () => {
    await openForm();
    await upload('samples', file);
    // Its own refusal names the column; the list offers it.
    await page.getByText(/column "вид": received "роза", which is not a number/).waitFor();
    await page.getByRole('combobox', { name: 'data set: labels: column' }).selectOption('вид');
    await page.getByText(/vectors of 4 values · 162 for training.*3 labels \(/).waitFor();
    await page.getByRole('img', { name: 'The first 10 training samples' }).getByText('tulipán').first().waitFor();
    await fillSpec('Flowers');
    await page.getByRole('button', { name: 'Start 1 run' }).click();
    await page.getByRole('heading', { name: 'Flowers' }).waitFor();
    await untilComplete();
    const { dataset } = await specOf('Flowers');
    expect(dataset.train).toMatch(/^upload:[0-9a-f]{16}\/цветы 花 _1\.csv$/);
    expect(dataset.trainLabels).toBe(`${dataset.train}#вид`);
  });

  it('are used for training by the command line from any folder, and from a restored backup', () =>
    inTemporaryFolder(async (other) => {
      const spec = await specOf('Flowers');
      const again = join(other, 'flowers.json');
      await writeFile(again, JSON.stringify({ ...spec, name: 'From a shell' }));
      expect(await hourglass('sweep', again, '--detach', '--home', dashboard.home)).toMatchObject({ exitCode: 0 });
      const archive = join(other, 'backup.tar');
      expect(await hourglass('backup', archive, '--home', dashboard.home)).toMatchObject({ exitCode: 0 });
      const restored = join(other, 'restored');
      await mkdir(restored);
      await promisify(execFile)('tar', ['xf', archive, '-C', restored]);
      await writeFile(again, JSON.stringify({ ...spec, name: 'After a disaster' }));
      expect(await hourglass('sweep', again, '--workers', '1', '--home', restored)).toMatchObject({ exitCode: 0 });
      const empty = await hourglass('sweep', again, '--home', join(other, 'empty'));
      expect([empty.exitCode, empty.stderr]).toEqual([
        2,
        expect.stringMatching(/upload:.* is not in this home\. Upload the file in the form/),
      ]);
    }));

  it('are uploaded when they are dropped on their line, also for a test set', async () => {
    await openForm();
    const drop = async (role: string, content: Buffer) => {
      const transfer = await page.evaluateHandle((text) => {
        const given = new DataTransfer();
        given.items.add(new File([text], 'dropped.csv'));
        return given;
      }, content.toString());
      await page.locator(`[data-role="${role}"]`).dispatchEvent('drop', { dataTransfer: transfer });
    };
    const numbers = (count: number) =>
      Buffer.from(
        table(count)
          .toString()
          .replaceAll(/,[^,\n]*$/gm, ''),
      );
    await drop('train', numbers(100));
    await page.getByText('vectors of 4 values · 81 for training').waitFor();
    await drop('test', numbers(20));
    await page.getByText(/90 for training, 10 for validation, 20 for the test/).waitFor();
    // A browser would open a file that is dropped outside the field.
    await page
      .getByRole('heading', { name: 'New sweep' })
      .dispatchEvent('drop', { dataTransfer: await page.evaluateHandle(() => new DataTransfer()) });
    await page.getByRole('button', { name: 'Remove test samples' }).click();
    await page.getByText('vectors of 4 values · 81 for training').waitFor();
  });

  it('leave nothing when they are cancelled, or when the browser disconnects', async () => {
    const before = await blobs();
    const large = join(folder, 'large.npy');
    await writeFile(large, '');
    await truncate(large, 40_000_000);
    const tab = await dashboard.browser.newPage({ locale: 'en-US' });
    const slow = await tab.context().newCDPSession(tab);
    await slow.send('Network.enable');
    await slow.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: 2_000_000,
    });
    await tab.goto(`${url}/sweeps/new`);
    await tab.getByRole('combobox', { name: 'data set', exact: true }).selectOption('own files');
    const sending = async () => {
      await tab.setInputFiles('input[data-upload="samples"]', large);
      await expect.poll(blobs).toContainEqual(expect.stringMatching(/\.upload$/));
      await expect
        .poll(() => tab.getByRole('progressbar', { name: 'Uploading large.npy' }).getAttribute('value').then(Number))
        .toBeGreaterThan(0);
    };
    await sending();
    expect(await tab.getByRole('button', { name: /^Start/ }).isDisabled()).toBe(true);
    await tab.getByRole('button', { name: 'Cancel the upload of large.npy' }).click();
    await expect.poll(blobs).toEqual(before);
    await sending();
    await hourglass('gc', '--home', dashboard.home);
    expect(await blobs()).toContainEqual(expect.stringMatching(/\.upload$/));
    await tab.close();
    await expect.poll(blobs).toEqual(expect.not.arrayContaining([expect.stringMatching(/\.upload$/)]));
  });

  it('are refused with a sentence if they are broken or empty', async () => {
    await openForm();
    await upload('samples', { name: 'broken.npy', mimeType: '', buffer: Buffer.from('\x93NUMPY\x01\x00broken', 'latin1') });
    await page.getByText(/dataset\.train: upload:[0-9a-f]{16}\/broken\.npy is damaged/).waitFor();
    expect(await page.getByRole('button', { name: 'Start' }).isDisabled()).toBe(true);
    await upload('samples', { name: 'empty.npy', mimeType: '', buffer: Buffer.alloc(0) });
    await page.getByText('empty.npy: The file is empty. Choose one that holds samples or labels.').waitFor();
    await page.getByRole('button', { name: 'Dismiss: samples' }).click();
    await page.getByText(/The file is empty/).waitFor({ state: 'detached' });
  });

  it.skipIf(!hasPython())('list their arrays if they are from NumPy', async () => {
    await python(
      `import numpy as np, sys; r = np.random.default_rng(0); np.savez_compressed(sys.argv[1], pictures=r.integers(0, 255, (60, 4, 4), dtype=np.uint8), kinds=np.array(['кот', 'chien'] * 30))`,
      join(folder, 'own.npz'),
    );
    await openForm();
    await upload('samples', join(folder, 'own.npz'));
    await page.getByRole('combobox', { name: 'data set: samples: array' }).selectOption('pictures');
    await page.getByRole('combobox', { name: 'data set: labels: array' }).selectOption('kinds');
    await page.getByText(/pictures of 4 × 4 .* bytes from 0 to \S+ · 2 labels/).waitFor();
    await page.getByRole('img', { name: 'The first 10 training samples' }).getByText('chien').first().waitFor();
  });
});

it('accepts pictures in a .zip by upload, and names source and licence of a known data set', async () => {
  const picture = (index: number) =>
    encode({ width: 4, height: 4, channels: 3, data: Uint8Array.from({ length: 48 }, (_, value) => (9 * index + 5 * value) % 256) });
  const files = Array.from({ length: 24 }, (_, index) => [`my photos/${index % 2 === 0 ? 'cats' : '犬'}/${index}.png`, picture(index)]);
  await openForm();
  await upload('samples', { name: 'photos.zip', mimeType: 'application/zip', buffer: Buffer.from(zipSync(Object.fromEntries(files))) });
  await page
    .getByText(/^pictures of 4 × 4 × 3 · 20 for training, 2 for validation, 2 for the test · bytes .* 2 labels \(cats, 犬\)$/)
    .waitFor();
  await field('side of pictures').fill('8');
  await page.getByText(/^pictures of 8 × 8 × 3 · /).waitFor();
  await page.getByRole('combobox', { name: 'data set', exact: true }).selectOption({ label: 'Emoji' });
  await page.getByText('Google: Noto Emoji; from the npm package emoji-datasource-google 16.0.0 · licence: Apache-2.0').waitFor();
  // An option of pictures is refused beside a known data set, with its remedy.
  await page.getByText('dataset.size: received 8, which is an option of pictures in a folder; emoji has none. Leave it out.').waitFor();
  await page.goto(`${url}/sweeps/new`);
  expect(await field('side of pictures').count()).toBe(0);
});
