import type { FilterField } from './fields.ts';

/*
 * A filter as data. Two-valued: a comparison with a value that is not there is false, and `not` is its exact opposite,
 * so that `x != 3` holds for a run that has no `x`.
 */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Filter[] }
  | { readonly kind: 'not'; readonly part: Filter }
  | { readonly kind: 'compare'; readonly field: FilterField; readonly operator: CompareOperator; readonly value: FilterValue }
  | { readonly kind: 'among'; readonly field: FilterField; readonly values: readonly FilterValue[] }
  /** The text is part of the field's, capitals aside; `*` stands for anything. */
  | { readonly kind: 'match'; readonly field: FilterField; readonly text: string }
  | { readonly kind: 'missing'; readonly field: FilterField };

export const compareOperators = ['=', '<', '<=', '>', '>='] as const;
export type CompareOperator = (typeof compareOperators)[number];

/** Times are UTC milliseconds, durations seconds, flags 1 or 0. */
export type FilterValue = number | string;

/** A stretch of the text, in UTF-16 units: `text.slice(from, to)`. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/** What is wrong with a filter, and where. */
export interface FilterProblem extends Place {
  /** A sentence: what came, what is allowed. */
  readonly message: string;
}

/** Every field that a filter names. */
export function fieldsOf(filter: Filter): readonly FilterField[] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.parts.flatMap(fieldsOf);
    case 'not':
      return fieldsOf(filter.part);
    default:
      return [filter.field];
  }
}
