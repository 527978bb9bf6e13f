import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { countdownText } from './with-countdown.ts';

it.each([
  [0.4, 'Building: 0 s, about 1 min 00 s left'],
  [12.3, 'Building: 12 s, about 48 s left'],
  [61, 'Building: 1 min 01 s, longer than the usual 1 min 00 s'],
])('shows the time left after %d of usually 60 s', (seconds, expected) => {
  expect(countdownText('Building', 60, seconds)).toBe(expected);
});

it('keeps its line below other output on a terminal, and erases it at the end', async () => {
  const url = (name: string) => JSON.stringify(pathToFileURL(fileURLToPath(new URL(name, import.meta.url))));
  const program = `
    import { setTimeout as sleep } from 'node:timers/promises';
    import { note } from ${url('./print.ts')};
    import { withCountdown } from ${url('./with-countdown.ts')};
    Object.assign(process.stderr, { isTTY: true, columns: 30 });
    await withCountdown('Building the pages', 60, async () => {
      await sleep(500);
      note('a line of a worker');
    });
    note('done');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'inherit', 'pipe'] });
  const written = await text(child.stderr);
  // Each redraw first erases the line, which holds 29 characters.
  const status = '· Building the pages: 0 s, ab';
  const drawn = written.split('\r\x1b[2K');
  expect(drawn.at(-1)).toBe('done\n');
  expect(drawn).toContain(`a line of a worker\n${status}`);
  expect(drawn.filter((part) => part !== status)).toHaveLength(2);
});
