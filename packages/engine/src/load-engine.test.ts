import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadEngine } from './load-engine.ts';

describe('without a native library', () => {
  let cache: string;
  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), 'hourglass-cache-'));
    vi.stubEnv('HOURGLASS_CACHE', cache);
    vi.stubEnv('LIBTENSORFLOW_PATH', undefined);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(cache, { recursive: true });
  });

  it('wasm is used, and the report gives the reason and the remedy', async () => {
    const { report } = await loadEngine();
    expect(report).toMatchObject({ name: 'wasm', threads: 1, libraryVersion: null, libraryPath: null });
    expect(report.declined).toEqual([
      { name: 'tensorflow', reason: `No TensorFlow library is in the cache (${cache}).`, remedy: 'Run `npm run setup`.' },
    ]);
  });

  it('the reason names an unusable LIBTENSORFLOW_PATH', async () => {
    vi.stubEnv('LIBTENSORFLOW_PATH', join(cache, 'nowhere'));
    const { report } = await loadEngine();
    expect(report.declined[0]?.reason).toMatch(/^LIBTENSORFLOW_PATH is .*nowhere, but it does not exist\./);
  });

  it('requiring the native engine throws an error with the reason', async () => {
    await expect(loadEngine({ only: 'tensorflow' })).rejects.toMatchObject({
      code: 'ENGINE_UNAVAILABLE',
      message: expect.stringMatching(
        /^The tensorflow engine can't be loaded: No TensorFlow library is in the cache .* Run `npm run setup`\.$/,
      ),
    });
  });
});

it.each([0, -1, 1.5, Number.NaN])('refuses %d threads', async (threads) => {
  await expect(loadEngine({ threads })).rejects.toMatchObject({
    code: 'INPUT_INVALID',
    message: `threads is ${threads}; it must be a whole number from 1 on. Leave it out for 1.`,
  });
});

it('keeps the number of threads that the native library was loaded with', async () => {
  const first = await loadEngine({ only: 'tensorflow', threads: 2 });
  expect(first.report.threads).toBe(2);
  expect((await loadEngine({ only: 'tensorflow', threads: 2 })).report).toEqual(first.report);
  await expect(loadEngine({ only: 'tensorflow' })).rejects.toMatchObject({
    code: 'INPUT_INVALID',
    message: 'threads is 1, but this process has loaded the native library with 2. Use one number in a process.',
  });
});

// Enough addresses for Node, and too few for the library.
it.runIf(process.platform === 'linux')('names `ulimit -v` as the cause where addresses are too few for the native library', async () => {
  const program = `import { loadEngine } from ${JSON.stringify(new URL('./load-engine.ts', import.meta.url).href)};
    await loadEngine({ only: 'tensorflow' }).catch(({ message }) => console.log(message));`;
  const command = 'ulimit -v 4000000; exec "$0" --input-type=module --eval "$1"';
  const { stdout } = await promisify(execFile)('sh', ['-c', command, process.execPath, program]);
  expect(stdout.trim()).toMatch(
    /^The tensorflow engine can't be loaded: .* shared object\. This process may have 4\.1 GB of addresses \(ulimit -v\), which is too little for it: run `ulimit -v unlimited` first\.$/,
  );
});
