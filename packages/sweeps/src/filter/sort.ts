import type { FieldIndex, FilterField } from './fields.ts';

/** Runs without a value come last, whatever the direction. */
export interface SortKey {
  readonly field: FilterField;
  readonly isDescending: boolean;
}

/** `lastValidationCost,-learningRate`: the first decides, the next where it is equal; `-` turns one around. */
export function parseSort(text: string, fields: FieldIndex): { readonly keys: readonly SortKey[] } | { readonly unknown: string } {
  const keys: SortKey[] = [];
  for (const part of text.split(',').filter((part) => part !== '')) {
    const name = part.replace(/^-/, '');
    const field = fields.get(name);
    if (field === undefined || field.type === 'tags') return { unknown: name };
    keys.push({ field, isDescending: part.startsWith('-') });
  }
  return { keys };
}

export function sortText(keys: readonly { readonly name: string; readonly isDescending: boolean }[]): string {
  return keys.map(({ name, isDescending }) => `${isDescending ? '-' : ''}${name}`).join(',');
}
