import type { FilterProblem, TextSpan } from './filter.ts';

export interface Token extends TextSpan {
  /** A chunk is a name, a keyword, a number or an unquoted text, depending on its position in the filter. */
  readonly kind: 'chunk' | 'quoted' | 'operator' | 'bracket' | 'comma' | 'end';
  /** A quoted text without its quotes. */
  readonly text: string;
}

const patterns: readonly { readonly kind: Token['kind'] | 'space'; readonly pattern: RegExp }[] = [
  { kind: 'space', pattern: /\s+/y },
  { kind: 'operator', pattern: /!=|<=|>=|!~|==|[=<>~]/y },
  { kind: 'bracket', pattern: /[()[\]]/y },
  { kind: 'comma', pattern: /,/y },
  { kind: 'quoted', pattern: /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/y },
  { kind: 'chunk', pattern: /[^\s"'()[\],=<>~!]+/y },
];

/** Splits a filter into tokens, of which the last is the end; a problem at the first character that no token begins with. */
export function tokenize(text: string): { readonly tokens: readonly Token[] } | { readonly problem: FilterProblem } {
  const tokens: Token[] = [];
  let from = 0;
  while (from < text.length) {
    const found = match(text, from);
    if (found === null) return { problem: problemAt(text, from) };
    const to = from + found.text.length;
    if (found.kind !== 'space')
      tokens.push({ kind: found.kind, text: found.kind === 'quoted' ? unquoted(found.text) : found.text, from, to });
    from = to;
  }
  return { tokens: [...tokens, { kind: 'end', text: '', from, to: from }] };
}

function match(text: string, from: number): { readonly kind: Token['kind'] | 'space'; readonly text: string } | null {
  for (const { kind, pattern } of patterns) {
    pattern.lastIndex = from;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return { kind, text: found };
  }
  return null;
}

function problemAt(text: string, from: number): FilterProblem {
  const character = text.charAt(from);
  if (character === '"' || character === "'") {
    return { message: `The text that begins here has no closing ${character}.`, from, to: text.length };
  }
  return { message: `"${character}" is not an operator; operators are =, !=, <, <=, >, >=, ~ and !~.`, from, to: from + 1 };
}

function unquoted(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(.)/g, '$1');
}
