import { expect, it } from 'vitest';
import { Prisma } from '../generated/prisma/client.ts';
import { joinBalanced } from './join-balanced.ts';

function deepest(text: string): number {
  let [depth, most] = [0, 0];
  for (const character of text) {
    if (character === '(') depth++;
    if (character === ')') depth--;
    most = Math.max(most, depth);
  }
  return most;
}

it('nests conditions as deep as the logarithm of their number, in their order', () => {
  const conditions = Array.from({ length: 1_000 }, (_, index) => Prisma.sql`"seed" = ${index}`);
  const joined = joinBalanced(conditions, 'OR');
  expect(joined.values).toEqual(conditions.map((_, index) => index));
  // 2⁹ < 1,000 < 2¹⁰
  expect(deepest(joined.text)).toBe(10);
  expect(joined.text.match(/ OR /g)).toHaveLength(999);
});

it('refuses to join nothing', () => {
  expect(() => joinBalanced([], 'AND')).toThrow('There is no condition to join.');
});
