import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createProgress, progressText } from '../../scripts/lib/progress.mjs';

/** A stream, with or without a terminal, that records its output. */
function output(isTTY: boolean) {
  const written: string[] = [];
  return { stream: { isTTY, columns: 60, write: (text: string) => written.push(text) > 0 }, text: () => written.join('') };
}

const long = 'downloading many megabytes of something with a very long name, and more of it';

/** Runs two concurrent steps, one of which fails. */
async function twoSteps(isTTY: boolean): Promise<string> {
  const { stream, text } = output(isTTY);
  const { step, print } = createProgress(stream);
  const first = step('Packages', 'installing', async (report) => {
    report('3 of 9 packages');
    await sleep(1_500);
    return 'pnpm';
  });
  const second = step('Library', long, async () => {
    await sleep(1_000);
    throw new Error('no network');
  });
  await expect(second).rejects.toThrow('no network');
  print('A line between.');
  expect(await first).toBe('pnpm');
  return text();
}

describe('the progress of `npm start`', () => {
  it('is redrawn in place on a terminal, one line per step, none longer than the terminal', async () => {
    const written = await twoSteps(true);
    // Two lines are redrawn.
    expect(written).toContain('\x1b[2A\x1b[0J');
    for (const line of stripVTControlCharacters(written).split('\n')) expect(line.length).toBeLessThan(60);
    expect(written).toContain('· Packages  3 of 9 packages');
    expect(written).toMatch(/A line between\.\n[\s\S]*✓ Packages \(pnpm\) {2}\d+\.\d s\n$/);
    expect(written).not.toContain('✓ Library');
  });

  it('is written in plain lines without a terminal', async () => {
    const written = await twoSteps(false);
    expect(written).toBe(stripVTControlCharacters(written));
    expect(written).toContain('  Packages: 3 of 9 packages\n');
    expect(written).toContain(`  Library: ${long}\n`);
    expect(written.match(/Packages: /g)).toHaveLength(1);
  });

  it('shows the time left once there is progress for an estimate', () => {
    const now = performance.now();
    // 50 MB took 10 s, so that the remaining 150 MB take 30 s.
    expect(progressText(50e6, 200e6, 'MB', now - 10_000, { scale: 1e6, withRate: true })).toMatch(
      /^50 of 200 MB, 5 MB\/s, (30|31) s left$/,
    );
    expect(progressText(0, 600, 'packages', now)).toBe('0 of 600 packages');
    expect(progressText(600, 600, 'packages', now - 10_000)).toBe('600 of 600 packages');
  });
});
