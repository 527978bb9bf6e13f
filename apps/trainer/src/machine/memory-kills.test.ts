import { expect, it } from 'vitest';
import { attributeMemoryKills } from './memory-kills.ts';

it('explains as many ends of workers as there were kills, also if all were counted before the first end', () => {
  let count = 4;
  const kills = attributeMemoryKills(() => count);
  expect(kills.explain()).toBe(false);
  count = 6;
  expect([kills.explain(), kills.explain(), kills.explain()]).toEqual([true, true, false]);
});

it('attributes a kill to another process if no worker ended after it', () => {
  let count = 0;
  const kills = attributeMemoryKills(() => count);
  count = 1;
  kills.check();
  expect(kills.explain()).toBe(true);
  count = 2;
  kills.check();
  kills.check();
  expect(kills.explain()).toBe(false);
  count = 3;
  expect(kills.explain()).toBe(true);
});

it('explains a kill once, also if it is checked afterwards', () => {
  let count = 0;
  const kills = attributeMemoryKills(() => count);
  count = 1;
  expect(kills.explain()).toBe(true);
  kills.check();
  expect(kills.explain()).toBe(false);
});
