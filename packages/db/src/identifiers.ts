import { randomBytes } from 'node:crypto';
import { DbError } from './errors.ts';

/** Crockford's base32, lower case: digits and letters without i, l, o and u. https://www.crockford.com/base32.html */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const idLength = 10;

/** Ten random characters: 50 bits. */
export function newId(): string {
  return Array.from(randomBytes(idLength), (byte) => alphabet.charAt(byte % alphabet.length)).join('');
}

/**
 * Normalises a typed id or id prefix: converts to lower case, and replaces letters that Crockford's alphabet omits by the digits that they
 * resemble.
 *
 * @throws DbError ID_INVALID
 */
export function parseIdPrefix(what: string, text: string): string {
  const prefix = text.trim().toLowerCase().replaceAll('o', '0').replaceAll(/[il]/g, '1');
  if (prefix.length === 0 || prefix.length > idLength || [...prefix].some((character) => !alphabet.includes(character))) {
    throw new DbError(
      'ID_INVALID',
      `${JSON.stringify(text)} is not the id of a ${what}: an id has ${idLength} characters (digits and letters, without i, l, o, u), and any unique prefix is accepted.`,
    );
  }
  return prefix;
}

/** Whether a text is a whole id in its stored form, not a prefix or an upper-case variant. */
export function isWholeId(text: string): boolean {
  return text.length === idLength && [...text].every((character) => alphabet.includes(character));
}

/** The range of ids with a prefix, for an index lookup. `~` sorts after every character of the alphabet. */
export function idRange(prefix: string): { readonly gte: string; readonly lt: string } {
  return { gte: prefix, lt: `${prefix}~` };
}

/**
 * Returns the only row found for a typed id or prefix. At most two rows are passed.
 *
 * @throws DbError NOT_FOUND, AMBIGUOUS_ID
 */
export function onlyMatch<T extends { readonly id: string }>(what: string, text: string, found: readonly T[]): T {
  const [first, second] = found;
  if (first === undefined) {
    throw new DbError('NOT_FOUND', `There is no ${what} with the id ${JSON.stringify(text.trim())}.`);
  }
  if (second !== undefined && first.id !== parseIdPrefix(what, text)) {
    throw new DbError(
      'AMBIGUOUS_ID',
      `More than one ${what} has an id that begins with ${text.trim()}, among them ${first.id} and ${second.id}. Give more of it.`,
    );
  }
  return first;
}
