/*
 * A statement must not grow with the data. SQLite takes 32,766 parameters and 1,000 nested expressions; a list that grows would meet that
 * in somebody's large home and in no test. These limits are low enough for a test of a few thousand items to meet them first.
 */

/** Prisma splits its own lists, for example those that load the other side of a relation, into statements of at most so many values. */
export const mostListedValues = 1_000;

/** Values that one statement may bind. Only a filter comes near: it binds two for each of its comparisons. */
export const mostParameters = 3_200;

/** UTF-16 units of a statement's text. */
const longestText = 1_000_000;

/** @throws RangeError a statement that grows with the data is a mistake in this package, not in what somebody typed */
export function requireBoundedStatement(sql: string, parameters: number): void {
  if (parameters > mostParameters || sql.length > longestText) {
    throw new RangeError(
      `A statement binds ${parameters} values in ${sql.length} characters; at most ${mostParameters} in ${longestText} are allowed. Pass a list as one JSON parameter (one-of.ts). The statement begins: ${sql.trimStart().slice(0, 200)}`,
    );
  }
}
