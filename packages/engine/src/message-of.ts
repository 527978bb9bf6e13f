/** The message of an unknown error. The engine has a copy of this function, because provisioning runs before workspace packages are linked. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
