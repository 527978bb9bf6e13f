import { foldCase } from '@hourglass/presentation';
import { Prisma } from './generated/prisma/client.ts';

/** The SQL function that every connection has for comparing without regard to case: SQLite's own knows ASCII only. */
export const foldFunction = 'foldCase';

export interface ContainsOptions {
  /** The text has to begin so. */
  readonly atStart?: boolean;
  /** `*` stands for anything. */
  readonly withWildcards?: boolean;
}

/** Whether a stored text contains a text, without regard to case in any script. `%` and `_` stand for themselves. NULL where nothing is stored. */
export function containsText(
  stored: Prisma.Sql,
  text: string,
  { atStart = false, withWildcards = false }: ContainsOptions = {},
): Prisma.Sql {
  const escaped = foldCase(text).replaceAll(/[\\%_]/g, '\\$&');
  const pattern = `${atStart ? '' : '%'}${withWildcards ? escaped.replaceAll('*', '%') : escaped}%`;
  return Prisma.sql`foldCase(${stored}) LIKE ${pattern} ESCAPE '\\'`;
}
