import type { CompareOperator, Filter, FilterField, FilterValue } from '@hourglass/sweeps/filter';

/**
 * Rewrites a filter with fewer comparisons, so that values compared one by one cost as much as a list. `seed = 1 or seed = 2` becomes `seed
 * in [1, 2]`, `seed != 1 and seed != 2` becomes its negation, and of several bounds only the decisive one remains.
 */
export function mergeAlternatives(filter: Filter): Filter {
  switch (filter.kind) {
    case 'or':
      return joined('or', mergeBounds(mergeEqual(flattened('or', filter.parts)), 'widest'));
    case 'and':
      return joined('and', mergeBounds(mergeUnequal(flattened('and', filter.parts)), 'narrowest'));
    case 'not':
      return negated(mergeAlternatives(filter.part));
    default:
      return filter;
  }
}

/** Flattens nested parts with the same operator. */
function flattened(kind: 'and' | 'or', parts: readonly Filter[]): readonly Filter[] {
  return parts.map(mergeAlternatives).flatMap((part) => (part.kind === kind ? part.parts : [part]));
}

function joined(kind: 'and' | 'or', parts: readonly Filter[]): Filter {
  const [first] = parts;
  return parts.length === 1 && first !== undefined ? first : { kind, parts };
}

function negated(part: Filter): Filter {
  return part.kind === 'not' ? part.part : { kind: 'not', part };
}

/** Merges the equalities of each field into one list, at the position of the field's first equality. */
function mergeEqual(parts: readonly Filter[]): readonly Filter[] {
  const values = new Map<FilterField, Set<FilterValue>>();
  for (const part of parts) {
    const equal = equality(part);
    if (equal === null) continue;
    const known = values.get(equal.field) ?? new Set();
    for (const value of equal.values) known.add(value);
    values.set(equal.field, known);
  }
  return parts.flatMap((part): readonly Filter[] => {
    const field = equality(part)?.field;
    if (field === undefined) return [part];
    const all = values.get(field);
    values.delete(field);
    return all === undefined ? [] : [all.size === 1 ? part : { kind: 'among', field, values: [...all] }];
  });
}

/** ¬a ∧ ¬b = ¬(a ∨ b) */
function mergeUnequal(parts: readonly Filter[]): readonly Filter[] {
  const merged = mergeEqual(parts.flatMap((part) => (part.kind === 'not' && equality(part.part) !== null ? [part.part] : [])));
  let isFirst = true;
  return parts.flatMap((part): readonly Filter[] => {
    if (part.kind !== 'not' || equality(part.part) === null) return [part];
    const here = isFirst ? merged : [];
    isFirst = false;
    return here.map((each) => ({ kind: 'not', part: each }));
  });
}

/** `x < 1 or x < 2` becomes `x < 2`; `x < 1 and x < 2` becomes `x < 1`. */
function mergeBounds(parts: readonly Filter[], which: 'widest' | 'narrowest'): readonly Filter[] {
  const bounds = new Map<FilterField, Map<CompareOperator, number>>();
  for (const part of parts) {
    const bound = boundOf(part);
    if (bound === null) continue;
    const ofField = bounds.get(bound.field) ?? new Map<CompareOperator, number>();
    bounds.set(bound.field, ofField);
    const known = ofField.get(bound.operator) ?? bound.value;
    const isUpper = bound.operator.startsWith('<');
    ofField.set(bound.operator, isUpper === (which === 'widest') ? Math.max(known, bound.value) : Math.min(known, bound.value));
  }
  return parts.flatMap((part): readonly Filter[] => {
    const bound = boundOf(part);
    if (bound === null) return [part];
    const value = bounds.get(bound.field)?.get(bound.operator);
    bounds.get(bound.field)?.delete(bound.operator);
    return value === undefined ? [] : [{ ...bound, value }];
  });
}

function boundOf(filter: Filter): (Extract<Filter, { readonly kind: 'compare' }> & { readonly value: number }) | null {
  return filter.kind === 'compare' && filter.operator !== '=' && typeof filter.value === 'number'
    ? { ...filter, value: filter.value }
    : null;
}

function equality(filter: Filter): { readonly field: FilterField; readonly values: readonly FilterValue[] } | null {
  if (filter.kind === 'among') return filter;
  return filter.kind === 'compare' && filter.operator === '=' ? { field: filter.field, values: [filter.value] } : null;
}
