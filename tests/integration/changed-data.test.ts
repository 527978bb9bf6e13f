import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { hourglass, inTemporaryFolder, interruptProcess, startHourglass, untilExit } from '../support/hourglass.ts';
import { parseSummary } from '../support/records.ts';

const probeSetSchema = z.object({ indices: z.instanceof(Buffer), labels: z.instanceof(Buffer), classes: z.string() });

/** 100 samples of four bytes, in an IDX file. */
function samples(seed: number): Uint8Array {
  const header = new DataView(new ArrayBuffer(12));
  header.setUint8(2, 0x08);
  header.setUint8(3, 2);
  header.setUint32(4, 100);
  header.setUint32(8, 4);
  return Buffer.concat([new Uint8Array(header.buffer), Uint8Array.from({ length: 400 }, (_, index) => (index * (7 + seed)) % 256)]);
}

it('runs on files that changed since their sweep was started fail with a sentence, and train when the files are restored', () =>
  inTemporaryFolder(async (folder) => {
    const home = ['--home', join(folder, 'home')];
    const data = join(folder, 'digits.idx');
    const spec = join(folder, 'spec.yaml');
    await writeFile(data, samples(0));
    await writeFile(
      spec,
      'version: 1\nname: Digits\ndataset: digits.idx\nmodel: { dimensions: [4, 2] }\ntraining: { batchSize: 10, epochs: 1 }\nbaselines: []\n',
    );
    // Stored, but not trained.
    const stored = startHourglass(['sweep', spec, '--workers', '0', ...home]);
    const results = untilExit(stored);
    await expect.poll(async () => (await hourglass('runs', 'ls', '--json', ...home)).stdout, { timeout: 30_000 }).toContain('waiting');
    await interruptProcess(stored);
    await results;

    await writeFile(data, samples(1));
    const sweeps = JSON.parse((await hourglass('sweeps', 'ls', '--json', ...home)).stdout) as readonly { readonly id: string }[];
    const worker = startHourglass(['worker', ...home]);
    await expect.poll(async () => (await hourglass('runs', 'ls', '--json', ...home)).stdout, { timeout: 60_000 }).toContain('failed');
    await interruptProcess(worker);
    const [run] = JSON.parse((await hourglass('runs', 'ls', '--json', ...home)).stdout) as readonly { readonly exitReason: string }[];
    expect(run?.exitReason).toMatch(/^dataset: the samples in .*digits\.idx have changed since this sweep was started/);

    await writeFile(data, samples(0));
    const again = await hourglass('sweep', spec, '--retry', '--json', ...home);
    expect(parseSummary(again.stdout)).toMatchObject({ sweep: sweeps[0]?.id, runs: [{ state: 'complete' }] });
  }));

it('samples show the labels of the latest spec, and no run is trained again', () =>
  inTemporaryFolder(async (folder) => {
    const home = join(folder, 'home');
    const spec = join(folder, 'spec.yaml');
    await writeFile(join(folder, 'digits.idx'), samples(0));
    const write = (labels: string) =>
      writeFile(
        spec,
        `version: 1\nname: Digits\ndataset: { train: digits.idx, trainLabels: ${labels} }\nmodel: { dimensions: [4, 2] }\ntraining: { batchSize: 10, epochs: 1 }\nbaselines: []\n`,
      );
    const isOdd = Array.from({ length: 100 }, (_, index) => index % 2);
    await writeFile(join(folder, 'labels.csv'), isOdd.map((odd) => ['even', 'odd'][odd]).join('\n'));
    // Of the ten test samples, the last one was labelled incorrectly.
    await writeFile(join(folder, 'corrected.csv'), isOdd.map((odd, index) => (index === 99 ? 'even' : ['even', 'odd'][odd])).join('\n'));
    const labelled = () => {
      const database = new Database(join(home, 'hourglass.db'), { readonly: true });
      const { indices, labels, classes } = probeSetSchema.parse(database.prepare('SELECT * FROM "ProbeSet"').get());
      database.close();
      const rows = Array.from({ length: labels.length }, (_, index) => indices.readInt32LE(4 * index));
      return Object.fromEntries(rows.map((row, index) => [row, (JSON.parse(classes) as string[])[labels[index] ?? -1]]));
    };

    await write('labels.csv');
    const first = await hourglass('sweep', spec, '--json', '--home', home);
    expect(labelled()).toMatchObject({ 8: 'even', 9: 'odd' });
    await write('corrected.csv');
    const again = await hourglass('sweep', spec, '--home', home);
    expect(again.stderr).toContain('The labels of 1 recorded test sample were replaced by those that this spec names.');
    expect(again.stderr).toContain('added nothing');
    expect(labelled()).toMatchObject({ 8: 'even', 9: 'even' });
    expect(parseSummary((await hourglass('sweep', spec, '--json', '--home', home)).stdout).sweep).toBe(parseSummary(first.stdout).sweep);
  }));
