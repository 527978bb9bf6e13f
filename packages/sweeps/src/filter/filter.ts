import type { FilterField } from './fields.ts';

/*
 * A filter as data, in two-valued logic: a comparison with a missing value is false, and `not` negates exactly, so that `x != 3` holds for a run
 * without `x`.
 */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Filter[] }
  | { readonly kind: 'not'; readonly part: Filter }
  | { readonly kind: 'compare'; readonly field: FilterField; readonly operator: CompareOperator; readonly value: FilterValue }
  | { readonly kind: 'among'; readonly field: FilterField; readonly values: readonly FilterValue[] }
  /** The field contains the text, ignoring case; `*` matches anything. */
  | { readonly kind: 'match'; readonly field: FilterField; readonly text: string }
  | { readonly kind: 'missing'; readonly field: FilterField };

export const compareOperators = ['=', '<', '<=', '>', '>='] as const;
export type CompareOperator = (typeof compareOperators)[number];

/** Times are UTC milliseconds, durations seconds, flags 1 or 0. */
export type FilterValue = number | string;

/** A range of the text, in UTF-16 units: `text.slice(from, to)`. */
export interface TextSpan {
  readonly from: number;
  readonly to: number;
}

/** A problem of a filter and its place. */
export interface FilterProblem extends TextSpan {
  /** A sentence with the received and the allowed values. */
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
