export { type Completion, completeFilter, quotedIfNeeded, type Suggestion } from './complete-filter.ts';
export { type FieldIndex, type FilterField, filterFields, type OwnFieldName, ownFieldName, type ValueKey } from './fields.ts';
export { type CompareOperator, type Filter, type FilterProblem, type FilterValue, fieldsOf } from './filter.ts';
export { type ParsedFilter, parseFilter } from './parse-filter.ts';
export { showProblem } from './show-problem.ts';
export { parseSort, type SortKey, type SortPart, sortParts, sortText } from './sort.ts';
export { unknownField } from './unknown-field.ts';
