import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBytes } from './bytes.ts';
import { formatDuration } from './durations.ts';
import { messageOf } from './message-of.ts';
import { formatTimestamp, formatWhen } from './times.ts';

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [0.0001, '< 1 ms'],
    [0.04, '40 ms'],
    [0.25, '0.3 s'],
    [9.96, '10 s'],
    [42.4, '42 s'],
    [59.96, '1 min 00 s'],
    [200, '3 min 20 s'],
    [3599.7, '1 h 00 min'],
    [7500, '2 h 05 min'],
    [9.2 * 86_400, '9 d 05 h'],
    [Number.NaN, '–'],
    [-1, '–'],
  ])('says %d seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it('reads as no other length of time, for any number of seconds', () => {
    const unit: Readonly<Record<string, number>> = { ms: 0.001, s: 1, min: 60, h: 3600, d: 86_400 };
    fc.assert(
      fc.property(fc.double({ min: 0.0005, max: 1e7, noNaN: true }), (seconds) => {
        const back = [...formatDuration(seconds).matchAll(/([\d.]+) (\w+)/g)].reduce(
          (sum, [, count, name]) => sum + Number(count) * (unit[name ?? ''] ?? Number.NaN),
          0,
        );
        expect(Math.abs(back - seconds)).toBeLessThan(seconds < 0.0995 ? 0.0006 : Math.max(0.0501, 0.055 * seconds));
      }),
    );
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [640, '640 bytes'],
    [999.6, '1.0 kB'],
    [1_234, '1.2 kB'],
    [13_000_000, '13 MB'],
    [999_700, '1.0 MB'],
    [1.24e9, '1.2 GB'],
    [3e19, '30000 PB'],
    [-2_000, '−2.0 kB'],
    [Number.NaN, '–'],
  ])('says %d as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('formatWhen', () => {
  const now = new Date(2026, 10, 24, 12).getTime();

  it.each([
    [3, 'now'],
    [12, '12 sec. ago'],
    [180, '3 min. ago'],
    [7_200, '2 hr. ago'],
    [86_400, 'yesterday'],
    [90 * 86_400, '2026-08-26'],
  ])('says %d seconds ago as %s', (seconds, text) => {
    expect(formatWhen(now - 1000 * seconds, now)).toBe(text);
  });

  it('writes a moment in the time zone of its reader', () => {
    expect(formatTimestamp(now)).toBe('2026-11-24 12:00:00');
  });
});

describe('messageOf', () => {
  it.each([
    [new Error('no such file'), 'no such file'],
    [new TypeError(''), 'TypeError'],
    ['a thrown text', 'a thrown text'],
    [undefined, 'undefined'],
    [Object.create(null), 'an error without a message'],
  ])('says what was thrown', (thrown, text) => {
    expect(messageOf(thrown)).toBe(text);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.anything({ withNullPrototype: true }), (thrown) => messageOf(thrown).length >= 0));
  });
});
