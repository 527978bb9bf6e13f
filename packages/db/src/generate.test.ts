import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const generated = join(import.meta.dirname, 'generated');

/** Each generated file with its inode and time. */
function files(): readonly string[] {
  return readdirSync(generated, { recursive: true, encoding: 'utf8' })
    .map((name) => ({ name, stat: statSync(join(generated, name)) }))
    .filter(({ stat }) => stat.isFile())
    .map(({ name, stat }) => `${name} ${stat.ino} ${stat.mtimeMs}`)
    .sort();
}

it('leaves the files of a generated client untouched, so that a process may load it meanwhile', () => {
  const before = files();
  expect(before.length).toBeGreaterThan(20);
  execFileSync(process.execPath, [join(import.meta.dirname, '../scripts/generate.ts')]);
  expect(files()).toEqual(before);
});
