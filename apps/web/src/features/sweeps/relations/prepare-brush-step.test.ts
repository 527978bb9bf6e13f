import { describe, expect, it } from 'vitest';
import { prepareBrushStep } from './prepare-brush-step.ts';

const reach = { count: 5, low: 1, high: 3 };

describe('prepareBrushStep', () => {
  it.each([
    ['ArrowUp', 'low', [2, 3]],
    ['ArrowDown', 'low', [0, 3]],
    ['End', 'low', [3, 3]],
    ['ArrowUp', 'high', [1, 4]],
    ['PageUp', 'high', [1, 4]],
    ['PageDown', 'high', [1, 1]],
    ['Home', 'low', [0, 3]],
  ] as const)('%s moves the %s end', (key, end, [low, high]) => {
    expect(prepareBrushStep(key, end, reach)).toEqual({ count: 5, low, high });
  });

  it('ignores other keys', () => {
    expect(prepareBrushStep('a', 'low', reach)).toBeNull();
  });
});
