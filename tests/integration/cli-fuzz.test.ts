import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hourglass, inTemporaryFolder } from '../support/hourglass.ts';

/** Process arguments cannot contain NUL. Arguments that begin with a dash are flags, which are generated separately. */
const text = fc
  .oneof(
    fc.string({ maxLength: 30 }),
    fc.string({ unit: 'binary', maxLength: 10 }),
    fc.constantFrom('../../etc/passwd', '', '%00', "' OR 1=1"),
  )
  .map((word) => word.replaceAll('\0', '').toWellFormed());
const steering = fc.constantFrom('show', 'pause', 'resume', 'stop', 'rm', 'retry', 'logs', 'export');
const command = fc.oneof(
  fc.tuple(fc.constantFrom('runs', 'sweeps'), steering, text).map(([noun, verb, id]) => [noun, verb, id]),
  fc.tuple(text, fc.integer()).map(([id, epochs]) => ['runs', 'extend', id, '--epochs', `${epochs}`]),
  text.map((id) => ['rerun', id, '--verify']),
  text.filter((size) => size.trim() !== 'none' && !/^\d/.test(size.trim())).map((size) => ['budget', size]),
  fc.tuple(text, text).map(([id, file]) => ['sweeps', 'widen', id, file]),
  fc
    .tuple(fc.constantFrom('--dims', '--lr', '--batch', '--epochs', '--noise', '--seeds', '--dataset'), text)
    .map(([flag, value]) => ['sweep', flag, value]),
  fc.array(
    text.filter((word) => word !== 'up' && word !== 'worker'),
    { minLength: 1, maxLength: 3 },
  ),
);

describe('arbitrary words on the command line', () => {
  it('get an answer or an error sentence without a stack trace, and leave nothing behind', { timeout: 600_000 }, () =>
    inTemporaryFolder(async (folder) => {
      const home = join(folder, 'home');
      await fc.assert(
        fc.asyncProperty(command, async (words) => {
          const { exitCode, stderr } = await hourglass(...words, '--home', home);
          expect(stderr).not.toMatch(/\n\s+at .*:\d+/);
          expect([0, 2]).toContain(exitCode);
          expect(await readdir(folder)).toEqual([]);
        }),
        { numRuns: 25, seed: 20_261_124, endOnFailure: true },
      );
    }),
  );
});
