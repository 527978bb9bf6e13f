import type { FieldIndex, FilterField } from './fields.ts';
import type { TextSpan } from './filter.ts';
import { type Token, tokenize } from './tokenize.ts';

export interface Suggestion {
  /** The replacement, with a space if something follows. */
  readonly text: string;
  readonly about: string;
  /** A second name that a typed word may be part of. */
  readonly title?: string;
}

export interface Completion extends TextSpan {
  readonly suggestions: readonly Suggestion[];
}

export interface CompletionSource {
  readonly fields: FieldIndex;
  /** Values that runs have, the most useful first. */
  readonly valuesOf: (field: FilterField) => readonly string[];
}

type Expected = 'field' | 'operator' | 'value' | 'list' | 'connector';

/** Suggestions for the cursor position, and the range of text that they replace. */
export function completeFilter(text: string, cursor: number, source: CompletionSource): Completion {
  const tokenized = tokenize(text.slice(0, cursor));
  if ('problem' in tokenized) return { from: cursor, to: cursor, suggestions: [] };
  const before = tokenized.tokens.slice(0, -1);
  const last = before.at(-1);
  const isTyping = last?.kind === 'chunk' && last.to === cursor;
  const typed = isTyping ? last.text : '';
  const { expected, field } = follow(isTyping ? before.slice(0, -1) : before, source.fields);
  // Also replaces the rest of the word under the cursor.
  const rest = isTyping ? text.slice(cursor).search(/[\s"'()[\],=<>~!]|$/) : 0;
  return {
    from: cursor - typed.length,
    to: cursor + rest,
    suggestions: ranked(suggestionsFor(expected, field, source), typed),
  };
}

interface Position {
  readonly expected: Expected;
  readonly field: FilterField | undefined;
}

/** Follows the complete tokens to the position after them. Tolerates invalid filters, because the user is still typing. */
function follow(tokens: readonly Token[], fields: FieldIndex): Position {
  let position: Position = { expected: 'field', field: undefined };
  for (const token of tokens) position = next(position, token, fields);
  return position;
}

function next({ expected, field }: Position, token: Token, fields: FieldIndex): Position {
  const word = token.kind === 'chunk' ? token.text.toLowerCase() : '';
  switch (expected) {
    case 'field':
      return word === 'not' || token.kind === 'bracket'
        ? { expected, field: undefined }
        : { expected: 'operator', field: fields.get(token.text) };
    case 'operator':
      if (token.kind === 'operator') return { expected: 'value', field };
      if (word === 'and' || word === 'or') return { expected: 'field', field: undefined };
      return word === 'in' ? { expected: 'list', field } : { expected, field };
    case 'value':
      return token.text === '[' ? { expected: 'list', field } : { expected: 'connector', field: undefined };
    case 'list':
      return token.text === ']' || token.text === ')' ? { expected: 'connector', field: undefined } : { expected, field };
    case 'connector':
      return word === 'and' || word === 'or' ? { expected: 'field', field: undefined } : { expected, field: undefined };
  }
}

const times: readonly Suggestion[] = [
  { text: 'today ', about: 'since midnight UTC' },
  { text: '-1h ', about: 'an hour ago' },
  { text: '-1d ', about: 'a day ago' },
  { text: '-1w ', about: 'a week ago' },
];

function suggestionsFor(expected: Expected, field: FilterField | undefined, { fields, valuesOf }: CompletionSource): readonly Suggestion[] {
  switch (expected) {
    case 'field':
      return [...fields.values()].map(({ name, title, about, isAlias }) => ({
        text: `${quotedIfNeeded(name)} `,
        about,
        ...(isAlias === true ? {} : { title }),
      }));
    case 'operator':
      return field === undefined ? [] : operatorsOf(field);
    case 'value':
    case 'list':
      return field === undefined ? [] : valueSuggestions(field, valuesOf);
    case 'connector':
      return [
        { text: 'and ', about: 'both hold' },
        { text: 'or ', about: 'either holds' },
      ];
  }
}

function operatorsOf({ type }: FilterField): readonly Suggestion[] {
  const equal: readonly Suggestion[] = [
    { text: '= ', about: type === 'tags' ? 'has the tag' : 'is' },
    { text: '!= ', about: type === 'tags' ? 'lacks the tag' : 'is not' },
    { text: 'in [', about: 'is one of' },
  ];
  const ordered: readonly Suggestion[] = [
    { text: '< ', about: 'less than' },
    { text: '<= ', about: 'at most' },
    { text: '> ', about: 'more than' },
    { text: '>= ', about: 'at least' },
  ];
  const matching: readonly Suggestion[] = [
    { text: '~ ', about: 'contains' },
    { text: '!~ ', about: 'does not contain' },
  ];
  switch (type) {
    case 'number':
    case 'duration':
    case 'time':
      return [...ordered, ...equal];
    case 'either':
      return [...equal, ...ordered, ...matching];
    case 'flag':
      return equal.slice(0, 2);
    default:
      return [...equal, ...matching];
  }
}

function valueSuggestions(field: FilterField, valuesOf: CompletionSource['valuesOf']): readonly Suggestion[] {
  if (field.type === 'time') return times;
  const values = field.words ?? (field.type === 'flag' ? ['true', 'false'] : valuesOf(field));
  return values.map((value) => ({ text: `${quotedIfNeeded(value)} `, about: '' }));
}

/** A text as it can be written in a filter. */
export function quotedIfNeeded(text: string): string {
  const isKeyword = /^(?:and|or|not|in|missing)$/i.test(text);
  return !isKeyword && /^[^\s"'()[\],=<>~!]+$/.test(text) ? text : `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** Suggestions that start with the typed text, then those that contain it, then those whose title does. Omits the one that is typed in full. */
function ranked(suggestions: readonly Suggestion[], typed: string): readonly Suggestion[] {
  const wanted = typed.toLowerCase();
  const name = ({ text }: Suggestion) => text.trim().toLowerCase();
  const begins = suggestions.filter((suggestion) => name(suggestion).startsWith(wanted) && name(suggestion) !== wanted);
  const contains = suggestions.filter((suggestion) => name(suggestion).indexOf(wanted) > 0);
  const titled = suggestions.filter(
    (suggestion) => !name(suggestion).includes(wanted) && suggestion.title !== undefined && suggestion.title.includes(wanted),
  );
  return [...begins, ...contains, ...titled];
}
