import { decode } from 'fast-png';
import { expect, it } from 'vitest';
import { encodePng } from './png.ts';

it.each([
  [1, 1, 1],
  [1, 40, 1],
  [280, 3, 1],
  [33, 17, 1],
  [33, 17, 3],
  [5, 2, 4],
] as const)('is read back unchanged by another program: %i × %i pixels of %i values', (width, height, channels) => {
  const data = Uint8Array.from({ length: width * height * channels }, (_, index) => (index * index * 7_919) >> 3);
  const picture = decode(encodePng({ width, height, channels, data }), { checkCrc: true });
  expect([picture.width, picture.height, picture.channels, picture.depth]).toEqual([width, height, channels, 8]);
  expect([...picture.data]).toEqual([...data]);
});
