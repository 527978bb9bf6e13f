/**
 * The message of an unknown error, as text for a person. A thrown value that is not an error is shown unchanged. The engine imports no other
 * package of the workspace, so this is a copy of the function in packages/presentation, whose tests compare the two.
 */
export function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message === '' ? error.name : error.message;
  try {
    return String(error);
  } catch {
    // An object without a prototype, or whose `toString` throws.
    return 'an error without a message';
  }
}
