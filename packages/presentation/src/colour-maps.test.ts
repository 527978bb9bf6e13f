import { describe, expect, it } from 'vitest';
import { lookupTable } from './colour-maps.ts';

describe('lookupTable', () => {
  // Matplotlib 3.10's values at the ends and in the middle, times 255.
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
    const table = lookupTable(name);
    expect(table).toHaveLength(3 * 256);
    for (const [level, expected] of [
      [0, first],
      [128, middle],
      [255, last],
    ] as const) {
      const received = table.subarray(3 * level, 3 * level + 3);
      received.forEach((channel, index) => {
        expect(Math.abs(channel - (expected[index] ?? Number.NaN))).toBeLessThanOrEqual(3);
      });
    }
  });
});
