import { homedir } from 'node:os';
import { join } from 'node:path';

/** Replaces a leading `~` by the user's home directory, as a shell does where it sees one; `~user` is a name like others. */
export function expandHome(path: string): string {
  return path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path;
}
