import type { FieldIndex, FilterField } from './fields.ts';
import { unknownField } from './unknown-field.ts';

/** Runs without a value come last in both directions. */
export interface SortKey {
  readonly field: FilterField;
  readonly isDescending: boolean;
}

export interface SortPart {
  readonly name: string;
  readonly isDescending: boolean;
}

/** Parses `lastValidationCost,-learningRate`: later fields break ties of earlier ones; `-` means descending. */
export function sortParts(text: string): readonly SortPart[] {
  return text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => ({ name: part.replace(/^-/, ''), isDescending: part.startsWith('-') }));
}

export function sortText(parts: readonly SortPart[]): string {
  return parts.map(({ name, isDescending }) => `${isDescending ? '-' : ''}${name}`).join(',');
}

/** The distinct fields to sort by, or a sentence about the first name that is unknown or has no order. */
export function parseSort(text: string, fields: FieldIndex): { readonly keys: readonly SortKey[] } | { readonly problem: string } {
  const keys: SortKey[] = [];
  for (const { name, isDescending } of sortParts(text)) {
    const field = fields.get(name);
    if (field === undefined) return { problem: unknownField(name, fields) };
    if (field.type === 'tags') return { problem: `Runs can't be sorted by ${name}, because a run may have several.` };
    // A repeated field can't break ties.
    if (!keys.some((key) => key.field === field)) keys.push({ field, isDescending });
  }
  return { keys };
}
