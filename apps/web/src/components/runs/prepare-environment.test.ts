import { expect, it } from 'vitest';
import { prepareEnvironment } from './prepare-environment.ts';

const provenance = {
  engine: 'wasm',
  engineVersion: '4.22.0',
  libraryVersion: null,
  threads: 1,
  packages: { hourglass: '0.1.0', 'ml-matrix': '6.12.1' },
  node: '24.21.0',
  platform: 'linux-x64',
  hostname: 'here',
  cpu: 'a processor',
  gitCommit: '504cf9445914d99e9260c2cdaa221bb18beccbd4',
  gitDirty: false,
  pid: 7,
};
const factOf = (name: string, changed: Partial<Parameters<typeof prepareEnvironment>[0]> = {}) =>
  prepareEnvironment({ ...provenance, ...changed }, null).find((fact) => fact.name === name)?.value;

it.each([
  ['library', {}, 'none'],
  ['library', { libraryVersion: '2.21.0' }, '2.21.0'],
  ['commit', {}, '504cf94459'],
  ['commit', { gitDirty: true }, '504cf94459, with changes'],
  ['commit', { gitCommit: null, gitDirty: null }, 'not a git checkout'],
  ['ml-matrix', {}, '6.12.1'],
  ['host', {}, 'here, process 7'],
])('describes the %s with %j as %s', (name, changed, text) => {
  expect(factOf(name, changed)).toBe(text);
});

it.each([
  [null, undefined],
  [{ name: 'xla', reason: null }, 'xla'],
  [{ name: 'session', reason: 'XLA has no such operation.' }, 'session: XLA has no such operation.'],
] as const)('describes the executor %j as %s', (executor, text) => {
  expect(prepareEnvironment(provenance, executor).find(({ name }) => name === 'executor')?.value).toBe(text);
});
