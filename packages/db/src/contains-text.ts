import { foldCase } from '@hourglass/presentation';
import { Prisma } from './generated/prisma/client.ts';

/** Name of the SQL function for case-insensitive comparison, defined on every connection. SQLite's own functions support only ASCII. */
export const foldFunction = 'foldCase';

export interface ContainsOptions {
  /** Whether the stored text must start with the searched text. */
  readonly atStart?: boolean;
  /** Whether `*` matches any sequence of characters. */
  readonly withWildcards?: boolean;
}

/** Condition: a stored text contains a text, ignoring case in any script. `%` and `_` match literally. NULL if nothing is stored. */
export function containsText(
  stored: Prisma.Sql,
  text: string,
  { atStart = false, withWildcards = false }: ContainsOptions = {},
): Prisma.Sql {
  const escaped = foldCase(text).replaceAll(/[\\%_]/g, '\\$&');
  const pattern = `${atStart ? '' : '%'}${withWildcards ? escaped.replaceAll('*', '%') : escaped}%`;
  return Prisma.sql`foldCase(${stored}) LIKE ${pattern} ESCAPE '\\'`;
}
