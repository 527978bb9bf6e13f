import type { Provenance } from '@hourglass/db';
import { describe, expect, it } from 'vitest';
import { changedSince } from './changed-since.ts';

const recorded: Provenance = {
  engine: 'tensorflow',
  engineVersion: '4.22.0',
  libraryVersion: '2.21.0',
  threads: 1,
  packages: { hourglass: '0.1.0', zod: '4.6.7' },
  node: '24.21.0',
  platform: 'linux-x64',
  hostname: 'here',
  cpu: 'a CPU',
  gitCommit: '0123456789abcdef',
  gitDirty: false,
  pid: 4711,
};

describe('changedSince', () => {
  it('finds nothing if only the host and the process differ', () => {
    expect(changedSince(recorded, { ...recorded, hostname: 'there', pid: 1 }, true)).toEqual([]);
  });

  it.each<[string, Partial<Provenance>]>([
    ['library: recorded 2.21.0, now none', { libraryVersion: null }],
    ['engine: recorded tensorflow 4.22.0, now wasm 4.22.0', { engine: 'wasm' }],
    ['processor: recorded a CPU, now another', { cpu: 'another' }],
    ['code: recorded 0123456789ab, now 0123456789ab with changes', { gitDirty: true }],
    ['package zod: recorded 4.6.7, now none', { packages: { hourglass: '0.1.0' } }],
  ])('names %s', (sentence, change) => {
    expect(changedSince(recorded, { ...recorded, ...change }, true)).toEqual([sentence]);
  });

  it('names the data', () => {
    expect(changedSince(recorded, recorded, false)).toEqual([expect.stringContaining('data: the samples')]);
  });
});
