import { describe, expect, it } from 'vitest';
import { readSize } from './budget.ts';

describe('readSize', () => {
  it.each<[string, number | null]>([
    ['none', null],
    ['1', 1],
    ['500MB', 500_000_000],
    ['500 mb', 500_000_000],
    ['1.5GB', 1_500_000_000],
    ['2TB', 2_000_000_000_000],
  ])('reads %s', (text, bytes) => {
    expect(readSize(text)).toBe(bytes);
  });

  it.each(['', '0', '-1GB', 'GB', '5 apples', '1e3', '99999999TB', '1.2.3MB', '20GB; rm'])('refuses "%s" with a sentence', (text) => {
    expect(() => readSize(text)).toThrow(`SIZE: received "${text}"; allowed are sizes such as 500MB or 20GB, and none.`);
  });
});
