import { describe, expect, it } from 'vitest';
import { durationText } from './format.ts';
import { formatTable } from './table.ts';

describe('durationText', () => {
  it.each([
    [0.25, '0.3 s'],
    [42.4, '42 s'],
    [59.96, '60 s'],
    [200, '3 min 20 s'],
    [7500, '2 h 05 min'],
  ])('says %d seconds as %s', (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });
});

describe('formatTable', () => {
  it('aligns words to the left and numbers to the right', () => {
    const columns = [
      { title: 'run', text: ({ id }: { id: string; cost: string }) => id },
      { title: 'cost', align: 'right' as const, text: ({ cost }: { id: string; cost: string }) => cost },
    ];
    expect(
      formatTable(columns, [
        { id: 'a', cost: '9.1' },
        { id: 'long', cost: '13.192' },
      ]),
    ).toBe(['run     cost', '────  ──────', 'a        9.1', 'long  13.192'].join('\n'));
  });
});
