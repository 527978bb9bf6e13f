/** What an unknown error says. The engine has its own copy of this line: provisioning runs before workspace packages are linked. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
