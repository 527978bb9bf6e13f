/** A LIKE pattern, with `ESCAPE '\'`, for texts that contain a text. `%` and `_` stand for themselves. */
export function likePattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}
