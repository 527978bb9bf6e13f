import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { withProgress } from './action-progress.ts';

it('writes a line for each tenth of a large change without a terminal, and none for a small change', async () => {
  const written = async (total: number) => {
    const stream = new PassThrough();
    await withProgress(
      'Stopping',
      async (onProgress) => {
        for (let done = 250; done <= total; done += 250) onProgress({ done, total });
      },
      Object.assign(stream, { isTTY: false }) as unknown as NodeJS.WriteStream,
    );
    stream.end();
    return text(stream);
  };
  const lines = (await written(5_000)).trimEnd().split('\n');
  expect(lines).toHaveLength(10);
  expect(lines[0]).toMatch(/^Stopping: 500 of 5.000$/);
  expect(lines.at(-1)).toMatch(/^Stopping: 5.000 of 5.000$/);
  expect(await written(750)).toBe('');
});
