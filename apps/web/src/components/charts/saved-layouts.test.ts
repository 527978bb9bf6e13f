import { describe, expect, it } from 'vitest';
import { parseLayouts } from './saved-layouts.ts';

describe('parseLayouts', () => {
  it.each([
    [null, []],
    ['', []],
    ['{"name":"a"}', []],
    ['[{"name":"a","query":"?y=linear"},{"name":1,"query":""},null,"b"]', [{ name: 'a', query: '?y=linear' }]],
  ])('reads only the valid layouts in %j', (text, layouts) => {
    expect(parseLayouts(text)).toEqual(layouts);
  });
});
