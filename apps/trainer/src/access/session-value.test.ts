import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { sessionValue } from './session-value.ts';

async function newHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'hourglass-session-'));
  onTestFinished(() => rm(home, { recursive: true }));
  return home;
}

it('is the same at every start, and differs for a different token or home', async () => {
  const home = await newHome();
  const value = await sessionValue(home, 'the-token');
  expect(value).not.toContain('the-token');
  expect(await sessionValue(home, 'the-token')).toBe(value);
  expect(await sessionValue(home, 'the-tokem')).not.toBe(value);
  expect(await sessionValue(await newHome(), 'the-token')).not.toBe(value);
  expect((await stat(join(home, 'session-secret'))).mode & 0o777).toBe(0o600);
});

it.each(['', 'abc', 'not a key at all'])('replaces a secret that reads %j', async (cut) => {
  const home = await newHome();
  await writeFile(join(home, 'session-secret'), cut);
  const value = await sessionValue(home, 'the-token');
  expect(value).toMatch(/^[\w-]{43}$/);
  expect(await sessionValue(home, 'the-token')).toBe(value);
});
