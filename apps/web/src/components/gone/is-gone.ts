/** Whether the server has answered that the requested sweep or run does not exist (any more). */
export function isGone(error: unknown): boolean {
  return (error as { readonly data?: { readonly code?: unknown } | null } | null)?.data?.code === 'NOT_FOUND';
}
