import { homedir } from 'node:os';
import { join } from 'node:path';

/** Replaces a leading `~` by the user's home directory, as a shell does. `~user` is not replaced. */
export function expandHome(path: string): string {
  return path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path;
}
