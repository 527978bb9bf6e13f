import { describe, expect, it } from 'vitest';
import { chooseSource, type SourceFacts } from './choose-source.ts';

/** A machine that supports the wheel, with an empty cache. */
const machine: SourceFacts = {
  named: false,
  cached: false,
  system: 'linux-x64',
  glibc: '2.36',
  pip: true,
  freeBytes: 100e9,
  failed: {},
};

describe('the library comes from', () => {
  it.each<[string, Partial<SourceFacts>, string]>([
    ['LIBTENSORFLOW_PATH before everything else', { named: true, cached: true }, 'user'],
    ['LIBTENSORFLOW_PATH on any system', { named: true, system: 'win32-arm64', glibc: null, pip: false, freeBytes: 0 }, 'user'],
    ['the cache before a download', { cached: true }, 'cache'],
    ['the cache if nothing can be downloaded', { cached: true, pip: false, freeBytes: 0 }, 'cache'],
    ['the pinned wheel before tfjs-node', {}, 'wheel'],
    ['the pinned wheel with the oldest glibc it runs on', { glibc: '2.27' }, 'wheel'],
    ['the pinned wheel with a later major glibc', { glibc: '3.0' }, 'wheel'],
  ])('%s', (_, changes, source) => {
    expect(chooseSource({ ...machine, ...changes })).toEqual({ source, skipped: [] });
  });

  it.each<[string, Partial<SourceFacts>, RegExp, RegExp]>([
    ['python3 has no pip', { pip: false }, /^there is no python3 with pip/, /apt-get install python3-pip/],
    ['pip has failed', { failed: { wheel: 'pip could not download it.' } }, /^pip could not download it\.$/, /npm run setup/],
    ['glibc is too old', { glibc: '2.26' }, /needs glibc 2\.27 or newer, this system has glibc 2\.26/, /LIBTENSORFLOW_PATH/],
    ['the C library is musl', { glibc: null }, /this system has another C library/, /LIBTENSORFLOW_PATH/],
    ['the system is unsupported', { system: 'darwin-arm64', glibc: null }, /is for linux-x64, this is darwin-arm64/, /LIBTENSORFLOW_PATH/],
    [
      'the disk is too small for a wheel',
      { freeBytes: 900e6 },
      /needs 1127 MB on the disk of the cache, which has 900 MB free/,
      /HOURGLASS_CACHE/,
    ],
  ])("tfjs-node's own download if %s, with the reason", (_, changes, reason, remedy) => {
    const { source, skipped } = chooseSource({ ...machine, ...changes });
    expect(source).toBe('tfjs-node');
    expect(skipped).toEqual([{ source: 'wheel', reason: expect.stringMatching(reason), remedy: expect.stringMatching(remedy) }]);
  });

  it.each<[string, Partial<SourceFacts>, RegExp]>([
    ['both downloads have failed', { failed: { wheel: 'no wheel', 'tfjs-node': 'no archive' } }, /^no archive$/],
    ['tfjs-node offers none for the system', { system: 'win32-x64' }, /offers no library for win32-x64/],
    ['the disk is full', { freeBytes: 1e6 }, /needs 700 MB on the disk of the cache, which has 1 MB free/],
  ])('nowhere if %s, with a reason for each source', (_, changes, reason) => {
    const { source, skipped } = chooseSource({ ...machine, ...changes });
    expect(source).toBeNull();
    expect(skipped.map((one) => one.source)).toEqual(['wheel', 'tfjs-node']);
    expect(skipped[1]?.reason).toMatch(reason);
  });
});
