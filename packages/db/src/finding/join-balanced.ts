import { Prisma } from '../generated/prisma/client.ts';

/** `((a OR b) OR (c OR d))`: SQLite nests at most 1,000 expressions, which `a OR b OR c …` of 1,000 conditions reaches and a balanced tree never. */
export function joinBalanced(conditions: readonly Prisma.Sql[], operator: 'AND' | 'OR'): Prisma.Sql {
  const [first] = conditions;
  if (first === undefined) throw new RangeError('There is no condition to join.');
  if (conditions.length === 1) return first;
  const middle = Math.ceil(conditions.length / 2);
  const left = joinBalanced(conditions.slice(0, middle), operator);
  const right = joinBalanced(conditions.slice(middle), operator);
  return Prisma.sql`(${left} ${Prisma.raw(operator)} ${right})`;
}
