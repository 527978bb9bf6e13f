import { describe, expect, it } from 'vitest';
import { colourTable } from './colour-maps.ts';

describe('colourTable', () => {
  // Ends and middle as matplotlib 3.10 gives them, times 255.
  it.each([
    [
      'gray',
      [
        [0, 0, 0],
        [128, 128, 128],
        [255, 255, 255],
      ],
    ],
    [
      'viridis',
      [
        [68, 1, 84],
        [33, 145, 140],
        [253, 231, 37],
      ],
    ],
    [
      'jet',
      [
        [0, 0, 128],
        [130, 255, 126],
        [128, 0, 0],
      ],
    ],
  ] as const)('%s has its known colours', (name, [first, middle, last]) => {
    const table = colourTable(name);
    expect(table).toHaveLength(256);
    [
      [table[0], first],
      [table[128], middle],
      [table[255], last],
    ].forEach(([received, expected]) => {
      expected?.forEach((channel, index) => {
        expect(Math.abs((received?.[index] ?? Number.NaN) - channel)).toBeLessThanOrEqual(3);
      });
    });
  });
});
