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
 * An id or the beginning of one, as somebody typed it: capitals are accepted, and the letters that Crockford's alphabet leaves out because
 * they look like digits are read as those.
 *
 * @throws DbError ID_INVALID
 */
export function parseIdPrefix(what: string, text: string): string {
  const prefix = text.trim().toLowerCase().replaceAll('o', '0').replaceAll(/[il]/g, '1');
  if (prefix.length === 0 || prefix.length > idLength || [...prefix].some((character) => !alphabet.includes(character))) {
    throw new DbError(
      'ID_INVALID',
      `${JSON.stringify(text)} is not the id of a ${what}: an id has ${idLength} characters (digits and letters, without i, l, o, u), and its beginning is enough.`,
    );
  }
  return prefix;
}

/** Whether a text is an id as it is stored, and not only the beginning of one, or one in capitals. */
export function isWholeId(text: string): boolean {
  return text.length === idLength && [...text].every((character) => alphabet.includes(character));
}

/** The ids that begin with a prefix, as a range that an index can answer. `~` sorts behind every character of the alphabet. */
export function idRange(prefix: string): { readonly gte: string; readonly lt: string } {
  return { gte: prefix, lt: `${prefix}~` };
}

/**
 * The only one of the (at most two) rows found for a prefix.
 *
 * @throws DbError NOT_FOUND, AMBIGUOUS_ID
 */
export function onlyMatch<T extends { readonly id: string }>(what: string, prefix: string, found: readonly T[]): T {
  const [first, second] = found;
  if (first === undefined) {
    throw new DbError('NOT_FOUND', `There is no ${what} with the id ${prefix}.`);
  }
  if (second !== undefined && first.id !== prefix) {
    throw new DbError(
      'AMBIGUOUS_ID',
      `More than one ${what} has an id that begins with ${prefix}, among them ${first.id} and ${second.id}. Give more of it.`,
    );
  }
  return first;
}
