import { expect, it } from 'vitest';
import { fastScroll, type Scroll } from './fast-scroll.ts';

/** The input of one render: the first row, and whether the list still scrolls. */
type Found = readonly [first: number, isScrolling: boolean];

function drawn(...drawings: readonly Found[]): readonly boolean[] {
  let scroll: Scroll = { first: 0, isFast: false };
  return drawings.map(([first, isScrolling]) => {
    scroll = fastScroll(scroll, { first, isScrolling, leap: 10 });
    return scroll.isFast;
  });
}

it.each<[string, readonly Found[], readonly boolean[]]>([
  [
    'a wheel moves a few rows',
    [
      [4, true],
      [8, true],
      [4, true],
    ],
    [false, false, false],
  ],
  [
    'a fling moves many, whichever way',
    [
      [32, true],
      [64, true],
      [20, true],
    ],
    [true, true, true],
  ],
  [
    'a fling that slows down can be read again',
    [
      [32, true],
      [64, true],
      [70, true],
    ],
    [true, true, false],
  ],
  [
    'a second drawing of one place is as fast as the first',
    [
      [32, true],
      [32, true],
    ],
    [true, true],
  ],
  [
    'at rest nothing is fast',
    [
      [32, true],
      [32, false],
    ],
    [true, false],
  ],
  ['a jump without scrolling is not fast scrolling', [[500, false]], [false]],
])('%s', (_, drawings, expected) => {
  expect(drawn(...drawings)).toEqual(expected);
});
