import { pathText } from './problems.ts';

/**
 * One sentence for each field named `length`. No part of a spec has one, and zod 4 compares the `length` of any object where a list or a text is
 * expected, which throws if the value has no primitive form.
 */
export function lengthFieldProblems(document: unknown): readonly string[] {
  const seen = new Set<object>();
  const problems: string[] = [];
  const visit = (value: unknown, path: readonly PropertyKey[]): void => {
    if (value === null || typeof value !== 'object' || seen.has(value)) return;
    seen.add(value);
    const isList = Array.isArray(value);
    if (!isList && Object.hasOwn(value, 'length')) problems.push(`${pathText([...path, 'length'])}: this field does not exist.`);
    for (const [key, entry] of Object.entries(value)) visit(entry, [...path, isList ? Number(key) : key]);
  };
  visit(document, []);
  return problems;
}
