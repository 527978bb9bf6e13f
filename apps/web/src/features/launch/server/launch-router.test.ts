import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { uploadReference } from '@hourglass/datasets/catalog';
import { thisProcess } from '@hourglass/db';
import { temporaryStore } from '@hourglass/db/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createCallerFactory, router } from '#server/trpc.ts';
import { launchRouter } from './launch-router.ts';

const createCaller = createCallerFactory(router({ launch: launchRouter }));

const narrow = 'version: 1\nname: Rates # a comment\nmodel: {dimensions: [784, 8]}\ntraining: {learningRate: 0.01}\n';
const wide = narrow.replace('0.01', '[0.01, 0.001]');
const onFiles = 'version: 1\ndataset: {train: /data/digits.npy}\nmodel: {dimensions: [4, 2]}\ntraining: {batchSize: 10}\n';

async function onEmptyHome() {
  const store = await temporaryStore();
  const feed = () => {
    throw new Error('these procedures watch nothing');
  };
  return { store, caller: createCaller({ store: async () => store, writer: async () => store, feed }) };
}

async function* inPieces(content: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < content.length; start += 100) yield content.subarray(start, start + 100);
}

/** 40 samples of 4 values with the labels of a flower each. */
const flowers = Buffer.from(
  [
    'a,b,c,d,вид',
    ...Array.from({ length: 40 }, (_, row) => `${[1, 2, 3, 4].map((by) => Math.sin(row * by)).join(',')},цветок ${row % 3}`),
  ].join('\n'),
);

describe('an uploaded file', () => {
  it('is inspected, planned and started like a file at a path, with the same fingerprints', async () => {
    const { store, caller } = await onEmptyHome();
    const { hash } = await store.uploads.add(inPieces(flowers), { bytes: flowers.length, heldUntil: Date.now() + 60_000 });
    const uploaded = uploadReference(hash, 'цветы.csv');
    expect(await caller.launch.parts({ file: uploaded })).toEqual(['a', 'b', 'c', 'd', 'вид']);
    const path = join(await mkdtemp(join(tmpdir(), 'hourglass-flowers-')), 'цветы.csv');
    onTestFinished(() => rm(dirname(path), { recursive: true }));
    await writeFile(path, flowers);
    const textOn = (file: string) =>
      `version: 1\ndataset: { train: "${file}", trainLabels: "${file}#вид" }\nmodel: { dimensions: [4, 2] }\n`;
    const inspect = (file: string) => caller.launch.inspect({ dataset: JSON.stringify({ train: file, trainLabels: `${file}#вид` }) });
    expect(await inspect(uploaded)).toEqual(await inspect(path));
    expect(await caller.launch.plan({ text: textOn(uploaded) })).toMatchObject({ problems: [], newRuns: 1, known: null });
    const { id } = await caller.launch.start({ text: textOn(uploaded) });
    // The same content at a path is the same sweep.
    expect(await caller.launch.plan({ text: textOn(path) })).toMatchObject({ newRuns: 0, known: { id } });
    expect(await caller.launch.form()).toMatchObject({
      datasets: expect.arrayContaining([
        { title: 'цветы.csv', reference: { train: uploaded, trainLabels: `${uploaded}#вид` }, absent: null },
      ]),
    });
  });

  it('that the home does not hold is a problem at the field of the data set', async () => {
    const { caller } = await onEmptyHome();
    const text = 'version: 1\ndataset: upload:0123456789abcdef/gone.npy\nmodel: { dimensions: [4, 2] }\n';
    expect((await caller.launch.plan({ text })).problems).toEqual([
      {
        field: 'dataset',
        sentence: expect.stringMatching(/^dataset\.train: upload:0123456789abcdef\/gone\.npy is not in this home\. Upload the file/),
      },
    ]);
  });

  it('of a wrong size is refused before it is sent', async () => {
    const { caller } = await onEmptyHome();
    expect(await caller.launch.uploadRefusal({ bytes: 1_000 })).toBeNull();
    expect(await caller.launch.uploadRefusal({ bytes: 0 })).toMatch(/^The file is empty\./);
    expect(await caller.launch.uploadRefusal({ bytes: 2 ** 31 })).toMatch(
      /^The file has 2,147,483,648 bytes; at most 2,147,483,647 \(2\.1 GB\) are allowed/,
    );
    vi.stubEnv('HOURGLASS_READ_ONLY', 'yes');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await caller.launch.uploadRefusal({ bytes: 1_000 })).toMatch(/can only be read/);
  });

  it('stays while a form holds it', async () => {
    const { store, caller } = await onEmptyHome();
    const { hash } = await store.uploads.add(inPieces(flowers), { bytes: flowers.length, heldUntil: Date.now() - 1 });
    await caller.launch.holdUploads({ ids: [hash.slice(0, 16)] });
    await store.storage.collect();
    expect(store.uploads.locate(hash.slice(0, 16))).not.toBeNull();
  });
});

describe('launching', () => {
  it('plans without writing, starts a sweep with source web, and finds an existing one', async () => {
    const { store, caller } = await onEmptyHome();
    // The baselines are PCA with code size 8 and the mean image.
    expect(await caller.launch.plan({ text: narrow })).toMatchObject({ problems: [], runs: 1, baselines: 2, newRuns: 1, known: null });
    expect(await store.sweeps.list({ limit: 1 })).toEqual({ total: 0, sweeps: [] });
    const { id } = await caller.launch.start({ text: narrow });
    expect((await store.sweeps.get(id)).specText).toBe(narrow);
    expect((await store.events.after(0, 10)).map(({ source, kind }) => `${source} ${kind}`)).toEqual(['web sweep.created']);
    expect(await caller.launch.plan({ text: narrow })).toMatchObject({ newRuns: 0, known: { id, name: 'Rates' }, estimate: null });
    expect(await caller.launch.start({ text: narrow })).toEqual({ id, addedRuns: 0, existed: true });
  });

  it('links a clone to the sweep or run that it was made from', async () => {
    const { store, caller } = await onEmptyHome();
    const { id } = await caller.launch.start({ text: narrow });
    const [run] = await store.runs.list({ sweep: id });
    const ofSweep = await caller.launch.start({ text: narrow.replace('Rates', 'A copy'), from: id });
    const ofRun = await caller.launch.start({ text: narrow.replace('Rates', 'Another'), from: run?.id ?? '' });
    const gone = await caller.launch.start({ text: narrow.replace('Rates', 'Of a deleted one'), from: 'aaaaaaaaaa' });
    expect((await store.sweeps.relatives(ofSweep.id)).parent).toEqual({ sweep: id, run: null, name: 'Rates' });
    expect((await store.sweeps.relatives(ofRun.id)).parent).toEqual({ sweep: id, run: run?.id, name: 'Rates' });
    expect((await store.sweeps.relatives(gone.id)).parent).toBeNull();
    expect((await store.sweeps.relatives(id)).clones.map(({ name }) => name)).toEqual(['Another', 'A copy']);
  });

  it('estimates for the live workers, or for one per core if there are none', async () => {
    const { store, caller } = await onEmptyHome();
    expect((await caller.launch.plan({ text: narrow })).estimate?.workers).toBe(availableParallelism());
    const engine = { name: 'tensorflow', version: '1', libraryVersion: null, declined: [], gflops: null };
    await store.workers.present(thisProcess(), { engine, memoryBytes: 1 });
    expect((await caller.launch.plan({ text: narrow })).estimate?.workers).toBe(1);
    await store.workers.leave(thisProcess());
    expect((await caller.launch.plan({ text: narrow })).estimate?.workers).toBe(availableParallelism());
  });

  it('widens a sweep by new runs only, and refuses runs of another sweep', async () => {
    const { store, caller } = await onEmptyHome();
    const { id } = await caller.launch.start({ text: narrow });
    expect(await caller.launch.plan({ text: wide, widen: id })).toMatchObject({ runs: 2, newRuns: 1, newBaselines: 0, known: { id } });
    expect(await caller.launch.widen({ sweep: id, text: wide })).toMatchObject({ id, addedRuns: 1 });
    expect((await store.sweeps.get(id)).counts.waiting).toBe(2);
    const other = await caller.launch.start({ text: narrow.replace('Rates', 'Others') });
    expect((await caller.launch.plan({ text: wide, widen: other.id })).problems[0]?.sentence).toContain(`(${id}) already`);
  });

  it('reports each problem at its field', async () => {
    const { caller } = await onEmptyHome();
    const text = 'version: 1\nmodel: {dimensions: [784, 8], depth: 3}\ntraining: {learningRate: -1, batchSize: many}\n';
    const { problems } = await caller.launch.plan({ text });
    expect(problems.map(({ field }) => field)).toEqual(['model', 'learningRate', 'batchSize']);
    expect((await caller.launch.plan({ text: 'a: [' })).problems[0]).toMatchObject({ field: null });
    await expect(caller.launch.start({ text })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('counts the runs of a spec above the limit without planning them, and starts none', async () => {
    const { store, caller } = await onEmptyHome();
    const range = '{min: 0.0001, max: 0.1, steps: 10000}';
    const text = `version: 1\nmodel: {dimensions: [784, 8]}\ntraining: {learningRate: ${range}}\nseeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]\n`;
    const sentence = expect.stringMatching(
      /^The spec describes 100,000 runs; at most 5,000 are planned in the dashboard\..*sweep --home .* FILE\.$/,
    );
    expect((await caller.launch.plan({ text })).problems).toEqual([{ field: null, sentence }]);
    await expect(caller.launch.start({ text })).rejects.toMatchObject({ code: 'BAD_REQUEST', message: sentence });
    expect(await store.sweeps.list({ limit: 1 })).toEqual({ total: 0, sweeps: [] });
  });

  it('plans on readable files, offers the files of earlier sweeps, and says why others can’t be used', async () => {
    const { store, caller } = await onEmptyHome();
    const folder = await mkdtemp(join(tmpdir(), 'hourglass-launch-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const train = join(folder, 'table.csv');
    await writeFile(train, Array.from({ length: 40 }, (_, row) => `${row},${row % 3},${row % 5},${100 * row}`).join('\n'));
    const text = onFiles.replace('/data/digits.npy', train);
    const plan = await caller.launch.plan({ text });
    expect(plan).toMatchObject({ problems: [], runs: 1, notes: [expect.stringContaining('scale: unit')] });
    expect(await caller.launch.inspect({ dataset: JSON.stringify({ train }) })).toMatchObject({
      ...{ sampleShape: [4], type: 'numbers', train: { count: 33, size: 4 }, labelCount: null },
      samples: expect.arrayContaining([[3, 0, 3, 300]]),
    });
    expect(await caller.launch.paths({ beginning: `${folder}/ta` })).toEqual([train]);
    const { id } = await caller.launch.start({ text });
    expect((await store.sweeps.get(id)).facts).toMatchObject({ trainCount: 33, values: { low: 0, high: 3500 } });
    expect((await caller.launch.form()).datasets.at(-1)).toEqual({ title: 'table.csv', reference: { train }, absent: null });

    await rm(train);
    const missing = `dataset.train: ${train} does not exist. Give the path of a whole .npy, .npz, IDX or CSV file.`;
    expect((await caller.launch.form()).datasets.at(-1)).toEqual({ title: 'table.csv', reference: { train }, absent: missing });
    expect((await caller.launch.plan({ text })).problems).toEqual([{ field: 'dataset', sentence: missing }]);
    await expect(caller.launch.start({ text })).rejects.toMatchObject({ message: missing });
    expect((await caller.launch.plan({ text: onFiles })).problems).toMatchObject([{ field: 'dataset' }]);
    const relative = onFiles.replace('/data/digits.npy', 'digits.npy');
    expect((await caller.launch.plan({ text: relative })).problems[0]?.sentence).toMatch(
      /Give a path that starts with \/ or ~\/, or upload the file\.$/,
    );
  });

  it('replaces stored labels by those of the files when a sweep is started or widened', async () => {
    const { store, caller } = await onEmptyHome();
    const folder = await mkdtemp(join(tmpdir(), 'hourglass-labels-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const samples = Array.from({ length: 40 }, (_, row) => `${row},${row % 3},${row % 5},${row % 7}`).join('\n');
    const dataset = { train: join(folder, 'table.csv'), trainLabels: join(folder, 'labels.csv') };
    await writeFile(dataset.train, samples);
    const label = (text: (row: number) => string) =>
      writeFile(dataset.trainLabels, Array.from({ length: 40 }, (_, row) => text(row)).join('\n'));
    await label((row) => `class-${row % 2}`);
    const text = (rate: string) =>
      `version: 1\ndataset: ${JSON.stringify(dataset)}\nmodel: {dimensions: [4, 2]}\ntraining: {batchSize: 10, learningRate: ${rate}}\n`;
    const { id } = await caller.launch.start({ text: text('0.01') });
    const image = { atlas: Uint8Array.of(137), atlasColumns: 2, low: 0, high: 1 };
    const probeSetId = await store.reconstructions.putProbeSet({
      ...{
        dataset: 'table.csv',
        version: 1,
        hash: 'a'.repeat(64),
        sampleShape: [4],
        kind: 'vector' as const,
        scaling: null,
        originals: new Float32Array(8),
        ...image,
      },
      ...{ indices: Int32Array.of(0, 1), labels: Uint8Array.of(0, 1), classes: ['class-0', 'class-1'] },
    });
    const claim = await store.leases.claim(thisProcess(), { leaseMilliseconds: 60_000, kind: 'run' });
    if (claim === null) throw new Error('nothing to claim');
    const reconstruction = { epoch: 1, probeSet: probeSetId, clippedPixels: 0, costs: Float32Array.of(1, 2), codes: null, ...image };
    await store.recordings.record(claim, { reconstructions: [reconstruction] });
    const labels = async () => {
      const { labels: numbers, classes } = await store.reconstructions.probeSet(probeSetId);
      return Array.from(numbers ?? [], (number) => classes?.[number]);
    };

    await label((row) => (row < 36 ? 'class-0' : 'corrected'));
    await caller.launch.start({ text: text('0.01') });
    expect(await labels()).toEqual(['corrected', 'corrected']);
    await label((row) => `class-${row % 2}`);
    await caller.launch.widen({ sweep: id, text: text('[0.01, 0.001]') });
    expect(await labels()).toEqual(['class-0', 'class-1']);
  });

  it('distinguishes data sets of the same name by their folder', async () => {
    const { store, caller } = await onEmptyHome();
    const facts = { title: 'a.npy', contentHash: 'a'.repeat(64), sampleSize: 4, trainCount: 90 };
    for (const folder of ['one', 'two']) {
      const spec = { version: 1, dataset: { train: `/data/${folder}/a.npy`, scale: 'unit' }, model: { dimensions: [4, 3] } };
      await store.sweeps.upsert({ name: folder, spec, specText: null, fingerprint: folder, dataset: 'a.npy', facts, axes: [], runs: [] });
    }
    const { datasets } = await caller.launch.form();
    expect(datasets.slice(-2).map(({ title, reference }) => [title, reference])).toEqual([
      ['a.npy in /data/two', { train: '/data/two/a.npy' }],
      ['a.npy in /data/one', { train: '/data/one/a.npy' }],
    ]);
  });

  it('reads no paths on a dashboard that is open to others', async () => {
    const { caller } = await onEmptyHome();
    vi.stubEnv('HOURGLASS_OPEN_TO_OTHERS', 'yes');
    onTestFinished(() => void vi.unstubAllEnvs());
    const sentence = expect.stringMatching(/^dataset: this dashboard was started with --no-auth, so it reads no paths/);
    expect((await caller.launch.plan({ text: onFiles })).problems).toEqual([{ field: 'dataset', sentence }]);
    await expect(caller.launch.paths({ beginning: '/' })).rejects.toMatchObject({ code: 'FORBIDDEN', message: sentence });
    expect(await caller.launch.inspect({ dataset: '"/etc/passwd.csv"' })).toBeNull();
  });

  it('fills the form from a sweep with its comments, or from a run with its configuration', async () => {
    const { store, caller } = await onEmptyHome();
    const { id } = await caller.launch.start({ text: wide });
    expect((await caller.launch.first({ from: id })).text).toBe(wide.replace('name: Rates', 'name: Copy of Rates'));
    expect((await caller.launch.first({ widen: id })).text).toBe(wide);
    const run = (await store.runs.list({ kind: 'run' })).at(-1);
    const { text, origin } = await caller.launch.first({ from: run?.id ?? '' });
    expect(origin.kind).toBe('run');
    expect(await caller.launch.plan({ text })).toMatchObject({ problems: [], runs: 1 });
    expect(text).toContain('dimensions: [784, 8]');
    await expect(caller.launch.first({ from: 'zzzzzzzzzz' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
