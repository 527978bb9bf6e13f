import { describe, expect, it } from 'vitest';
import { formatTable } from './table.ts';

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
