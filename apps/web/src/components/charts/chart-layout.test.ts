import { describe, expect, it } from 'vitest';
import { layoutQuery, readLayout } from './use-chart-view.ts';

const usual = readLayout('');

describe('a layout', () => {
  it.each([
    [{}, ''],
    [{ metric: 'kl' }, '?metric=kl'],
    [{ x: 'time', y: 'linear', height: 400, clip: true }, '?x=time&y=linear&clip=true&height=400'],
  ] as const)('%j is written to the address as %j', (change, query) => {
    expect(layoutQuery({ ...usual, ...change })).toBe(query);
    expect(readLayout(query)).toEqual({ ...usual, ...change });
  });

  it('has defaults for unknown settings', () => {
    expect(readLayout('?x=weeks&height=tall&colour=red')).toEqual(usual);
  });
});
