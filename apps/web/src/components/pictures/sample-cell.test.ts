import { expect, it } from 'vitest';
import { sampleCell } from './sample-cell.ts';

it.each([
  // Size 2 is the default.
  [[28, 28], 2, { kind: 'gray', width: 56, height: 56, scale: 2 }],
  [[4, 4], 2, { kind: 'gray', width: 56, height: 56, scale: 14 }],
  [[8, 8], 2, { kind: 'gray', width: 64, height: 64, scale: 8 }],
  [[8, 8], 1, { kind: 'gray', width: 32, height: 32, scale: 4 }],
  [[64, 64], 1, { kind: 'gray', width: 64, height: 64, scale: 1 }],
  [[32, 32, 3], 2, { kind: 'colour', width: 64, height: 64, scale: 2 }],
  [[64, 64, 3], 2, { kind: 'colour', width: 128, height: 128, scale: 2 }],
  [[45, 30, 4], 2, { kind: 'colour', width: 60, height: 90, scale: 2 }],
  // A tall image leaves room for its cost.
  [[100, 4], 1, { kind: 'gray', width: 28, height: 100, drawnWidth: 4, scale: 1 }],
  [[4, 16], 2, { kind: 'gray', width: 64, height: 16, scale: 4 }],
  [[140], 2, { kind: 'plot', width: 224, height: 56 }],
  [[6], 2, { kind: 'plot', width: 96, height: 56 }],
  [[70], 1, { kind: 'plot', width: 70, height: 28 }],
] as const)('draws samples of shape %j at size %i readably', (shape, size, cell) => {
  expect(sampleCell({ sampleShape: shape }, size)).toMatchObject(cell);
});

it('draws series with a strip for each of a few channels, and many channels as a picture', () => {
  expect(sampleCell({ kind: 'series', sampleShape: [60, 1] }, 2)).toMatchObject({ kind: 'plot', width: 120, height: 56 });
  expect(sampleCell({ kind: 'series', sampleShape: [60, 6] }, 2)).toMatchObject({ kind: 'plot', width: 120, height: 168 });
  expect(sampleCell({ kind: 'series', sampleShape: [28, 28] }, 2)).toMatchObject({ kind: 'gray', width: 56, height: 56 });
});
