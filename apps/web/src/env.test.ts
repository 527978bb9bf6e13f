import { execFileSync } from 'node:child_process';
import { afterEach, expect, it, vi } from 'vitest';
import { readEnvironment } from './env.ts';

afterEach(() => vi.unstubAllEnvs());

it.each(['/tmp/home', "/tmp/it's a home", '/tmp/$HOME;ls'])('names the home %s as a shell reads it back', (home) => {
  vi.stubEnv('HOURGLASS_HOME', home);
  const { homeFlag } = readEnvironment();
  expect(execFileSync('sh', ['-c', `printf '%s|'${homeFlag}`], { encoding: 'utf8' })).toBe(`--home|${home}|`);
});
