import { decode } from 'fast-png';
import { expect, it } from 'vitest';
import { encodeGrayPng } from './gray-png.ts';

it.each([
  [1, 1],
  [1, 40],
  [280, 3],
  [33, 17],
])('is read back unchanged by another program: %i × %i pixels', (width, height) => {
  const data = Uint8Array.from({ length: width * height }, (_, index) => (index * index * 7_919) >> 3);
  const picture = decode(encodeGrayPng({ width, height, data }), { checkCrc: true });
  expect([picture.width, picture.height, picture.channels, picture.depth]).toEqual([width, height, 1, 8]);
  expect([...picture.data]).toEqual([...data]);
});
