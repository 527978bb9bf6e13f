/*
 * The size of a statement must not grow with the data. SQLite accepts 32,766 parameters and 1,000 nested expressions. A growing list would
 * exceed these limits in a large home, but in no test. The limits below are low enough that a test with a few thousand items exceeds them
 * first.
 */

/** Prisma splits its own lists, such as those that load relations, into statements of at most this many values. */
export const maxListedValues = 1_000;

/** Maximum number of bound values. Only filters come near it: each comparison binds two. */
export const maxParameters = 3_200;

/** Maximum length of a statement, in UTF-16 code units. */
const longestText = 1_000_000;

/** @throws RangeError if a statement exceeds the limits, which is a bug in this package and not invalid input */
export function requireBoundedStatement(sql: string, parameters: number): void {
  if (parameters > maxParameters || sql.length > longestText) {
    throw new RangeError(
      `A statement binds ${parameters} values in ${sql.length} characters; at most ${maxParameters} in ${longestText} are allowed. Pass a list as one JSON parameter (one-of.ts). The statement begins: ${sql.trimStart().slice(0, 200)}`,
    );
  }
}
