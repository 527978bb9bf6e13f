import { layoutText } from '@hourglass/model/layout';
import type { FieldIndex, FilterField } from './fields.ts';
import { type CompareOperator, compareOperators, type Filter, type FilterProblem, type FilterValue } from './filter.ts';
import { readValue } from './read-value.ts';
import { type Token, tokenize } from './tokenize.ts';
import { unknownField } from './unknown-field.ts';

/** Null is the empty filter, which matches every run. */
export type ParsedFilter = { readonly filter: Filter | null } | { readonly problem: FilterProblem };

/** Characters of a searched text: SQLite allows patterns of up to 50,000 bytes. */
const maxSearched = 5_000;

/** Limits the depth of recursion. */
const maxDepth = 100;

/**
 * Reads a filter such as `dimensions.depth >= 3 and (learningRate < 0.01 or tags = best) and not state in [failed, stopped]`.
 *
 *     filter     := and ("or" and)*
 *     and        := part ("and" part)*
 *     part       := "not" part | "(" filter ")" | comparison
 *     comparison := flag | field operator value | field ["not"] "in" "[" value ("," value)* "]"
 *     operator   := "=" | "!=" | "<" | "<=" | ">" | ">=" | "~" | "!~"
 *     value      := "missing" | word | number | time | quoted text | "[" number ("," number)* "]"
 *
 * @param now UTC milliseconds, for times such as `-2d`
 */
export function parseFilter(text: string, fields: FieldIndex, now: number): ParsedFilter {
  const tokenized = tokenize(text);
  if ('problem' in tokenized) return tokenized;
  const [first] = tokenized.tokens;
  if (first?.kind === 'end') return { filter: null };
  try {
    return { filter: new Parser(tokenized.tokens, fields, now).filter() };
  } catch (error) {
    if (error instanceof FilterError) return { problem: error.problem };
    throw error;
  }
}

/** Aborts parsing at the first problem. Never thrown out of this file. */
class FilterError extends Error {
  readonly problem: FilterProblem;
  constructor(problem: FilterProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #fields: FieldIndex;
  readonly #now: number;
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], fields: FieldIndex, now: number) {
    this.#tokens = tokens;
    this.#fields = fields;
    this.#now = now;
  }

  filter(): Filter {
    const filter = this.#or();
    const rest = this.#peek();
    if (rest.kind !== 'end') throw unexpected(rest, 'and, or, or the end');
    return filter;
  }

  #or(): Filter {
    return this.#joined('or', () => this.#joined('and', () => this.#part()));
  }

  #joined(kind: 'and' | 'or', next: () => Filter): Filter {
    const first = next();
    const parts = [first];
    while (this.#takeWord(kind)) parts.push(next());
    return parts.length === 1 ? first : { kind, parts };
  }

  #part(): Filter {
    const token = this.#peek();
    if (++this.#depth > maxDepth) throw new FilterError({ message: `This is nested deeper than ${maxDepth} levels.`, ...spanOf(token) });
    const part = this.#nested();
    this.#depth--;
    return part;
  }

  #nested(): Filter {
    if (this.#takeWord('not')) return { kind: 'not', part: this.#part() };
    const open = this.#peek();
    if (!this.#take('(')) return this.#comparison();
    const inner = this.#or();
    if (!this.#take(')')) throw new FilterError({ message: 'This "(" has no closing ")".', ...spanOf(open) });
    return inner;
  }

  #comparison(): Filter {
    const field = this.#field();
    const isNegated = this.#takeWord('not');
    if (this.#takeWord('in')) return negatedIf(isNegated, { kind: 'among', field, values: this.#list(field) });
    if (isNegated) throw unexpected(this.#peek(), 'in');
    const token = this.#peek();
    if (token.kind !== 'operator') {
      if (field.type === 'flag') return { kind: 'compare', field, operator: '=', value: 1 };
      throw unexpected(token, `an operator after ${field.name}: =, !=, <, <=, >, >=, ~, !~ or in`);
    }
    this.#at++;
    return this.#compared(field, token);
  }

  #compared(field: FilterField, operator: Token): Filter {
    const isNegated = operator.text.startsWith('!');
    if (operator.text.endsWith('~')) {
      if (!['text', 'either', 'tags', 'word'].includes(field.type)) {
        throw new FilterError({
          message: `${field.name} holds ${nouns[field.type]}, but ${operator.text} searches texts.`,
          ...spanOf(operator),
        });
      }
      const searched = this.#valueToken(field);
      if (searched.text.length > maxSearched) {
        throw new FilterError({
          message: `The text after ${operator.text} has ${searched.text.length} characters; at most ${maxSearched} are searched.`,
          ...spanOf(searched),
        });
      }
      return negatedIf(isNegated, { kind: 'match', field, text: searched.text });
    }
    if (!['=', '==', '!='].includes(operator.text) && !isOrdered(field)) {
      throw new FilterError({
        message: `${field.name} holds ${nouns[field.type]}, which have no order; allowed are =, !=, ~, !~ and in.`,
        ...spanOf(operator),
      });
    }
    if (isNegated || operator.text.startsWith('=')) {
      if (this.#takeWord('missing')) return negatedIf(isNegated, { kind: 'missing', field });
      return negatedIf(isNegated, { kind: 'compare', field, operator: '=', value: this.#value(field) });
    }
    return { kind: 'compare', field, operator: orderOperator(operator), value: this.#value(field) };
  }

  #field(): FilterField {
    const token = this.#peek();
    if (token.kind !== 'chunk' && token.kind !== 'quoted') throw unexpected(token, 'the name of a field');
    this.#at++;
    const field = this.#fields.get(token.text);
    if (field !== undefined) return field;
    throw new FilterError({ message: unknownField(token.text, this.#fields), ...spanOf(token) });
  }

  #list(field: FilterField): readonly FilterValue[] {
    const open = this.#peek();
    const closing = this.#take('[') ? ']' : this.#take('(') ? ')' : null;
    if (closing === null) throw unexpected(open, 'a list such as [1, 2, 3]');
    const values = [this.#value(field)];
    while (this.#takeComma()) values.push(this.#value(field));
    if (!this.#take(closing)) throw unexpected(this.#peek(), `"," or "${closing}"`);
    return values;
  }

  #value(field: FilterField): FilterValue {
    if (field.isList === true && this.#peek().text === '[') return this.#sizes(field);
    const read = readValue(field, this.#valueToken(field), this.#now);
    if ('problem' in read) throw new FilterError(read.problem);
    return read.value;
  }

  /** `[784, 256, 64]`, as the text that is stored. */
  #sizes(field: FilterField): string {
    this.#at++;
    const sizes = [this.#valueToken(field).text];
    while (this.#takeComma()) sizes.push(this.#valueToken(field).text);
    if (!this.#take(']')) throw unexpected(this.#peek(), '"," or "]"');
    return layoutText(sizes);
  }

  #valueToken({ name }: FilterField): Token {
    const token = this.#peek();
    if (token.kind !== 'chunk' && token.kind !== 'quoted') throw unexpected(token, `a value for ${name}`);
    this.#at++;
    return token;
  }

  #peek(): Token {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw new RangeError('read past the end of the filter');
    return token;
  }

  /** Keywords are unquoted words in any case. */
  #takeWord(word: 'and' | 'or' | 'not' | 'in' | 'missing'): boolean {
    const token = this.#peek();
    return this.#advanceIf(token.kind === 'chunk' && token.text.toLowerCase() === word);
  }

  #take(bracket: string): boolean {
    const token = this.#peek();
    return this.#advanceIf(token.kind === 'bracket' && token.text === bracket);
  }

  #takeComma(): boolean {
    return this.#advanceIf(this.#peek().kind === 'comma');
  }

  #advanceIf(isTaken: boolean): boolean {
    if (isTaken) this.#at++;
    return isTaken;
  }
}

const nouns: Readonly<Record<FilterField['type'], string>> = {
  number: 'numbers',
  duration: 'lengths of time',
  time: 'times',
  text: 'texts',
  either: 'numbers and texts',
  word: 'words',
  flag: 'true or false',
  tags: 'tags',
};

function isOrdered({ type }: FilterField): boolean {
  return type === 'number' || type === 'duration' || type === 'time' || type === 'either';
}

function orderOperator({ text }: Token): CompareOperator {
  return compareOperators.find((operator) => operator === text) ?? '=';
}

function negatedIf(isNegated: boolean, part: Filter): Filter {
  return isNegated ? { kind: 'not', part } : part;
}

function spanOf({ from, to }: Token) {
  return { from, to };
}

function unexpected(token: Token, expected: string): FilterError {
  const received = token.kind === 'end' ? 'The filter ends here' : `Received ${JSON.stringify(token.text)}`;
  return new FilterError({ message: `${received}; expected ${expected}.`, ...spanOf(token) });
}
