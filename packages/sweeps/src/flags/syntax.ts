import { isObject } from '../json.ts';

/** How a flag's argument maps to a value of a document. */
export interface Syntax {
  /** Returns text that can't be parsed unchanged, so that the check of the spec reports it. */
  readonly read: (text: string) => unknown;
  /** Null if the flag can't express the value. */
  readonly write: (value: unknown) => string | null;
}

/** One value of a comma-separated list. */
const numberItem: Syntax = {
  read(text) {
    const value = Number(text);
    return text.trim() === '' || Number.isNaN(value) ? text : value;
  },
  write: (value) => (typeof value === 'number' && Number.isFinite(value) ? String(value) : null),
};

const wordItem: Syntax = {
  read: (text) => text.trim(),
  write: (value) => (isWord(value) ? value : isKindAlone(value) ? value.kind : null),
};

const booleanItem: Syntax = {
  read: (text) => (text === 'true' ? true : text === 'false' ? false : text),
  write: (value) => (typeof value === 'boolean' ? String(value) : null),
};

/** A word, or a word with its one number: `gaussian`, `gaussian:0.2`. */
function kindItem(detail: string): Syntax {
  return {
    read(text) {
      const [kind = '', number] = text.split(':');
      return number === undefined ? kind : { kind, [detail]: numberItem.read(number) };
    },
    write: (value) => (isKindWith(value, detail) ? `${value.kind}:${value[detail]}` : wordItem.write(value)),
  };
}

/** Always a list. */
function list(item: Syntax): Syntax {
  return {
    read: (text) => text.split(',').map(item.read),
    write: (value) => (Array.isArray(value) ? joined(value, item) : null),
  };
}

/** `none` is the empty list. */
function listOrNone(item: Syntax): Syntax {
  const some = list(item);
  return {
    read: (text) => (text === 'none' ? [] : some.read(text)),
    write: (value) => (Array.isArray(value) && value.length === 0 ? 'none' : some.write(value)),
  };
}

/** One value is a constant, several are an axis. */
function axis(item: Syntax): Syntax {
  return {
    read: (text) => one(text.split(',').map(item.read)),
    write: (value) => joined(Array.isArray(value) ? value : [value], item),
  };
}

export const syntaxes = {
  text: { read: (text) => text, write: (value) => (typeof value === 'string' && value !== '' ? value : null) },
  boolean: booleanItem,
  number: numberItem,
  numbers: list(numberItem),
  sizes: listOrNone(numberItem),
  wordsOrNone: listOrNone(wordItem),
  numberAxis: axis(numberItem),
  wordAxis: axis(wordItem),
  booleanAxis: axis(booleanItem),
  levelAxis: axis(kindItem('level')),
  betaAxis: axis(kindItem('beta')),
  everyKind: kindItem('epochs'),
} as const satisfies Readonly<Record<string, Syntax>>;

export function one(values: readonly unknown[]): unknown {
  return values.length === 1 ? values[0] : values;
}

function joined(values: readonly unknown[], item: Syntax): string | null {
  const texts = values.map(item.write).filter((text) => text !== null);
  return texts.length === values.length && texts.length > 0 ? texts.join(',') : null;
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && /^[\w.-]+$/.test(value);
}

function isKindAlone(value: unknown): value is { readonly kind: string } {
  return isObject(value) && Object.keys(value).length === 1 && isWord(value.kind);
}

function isKindWith(value: unknown, detail: string): value is Readonly<Record<string, unknown>> & { readonly kind: string } {
  return isObject(value) && Object.keys(value).length === 2 && isWord(value.kind) && typeof value[detail] === 'number';
}
