import { resolve } from 'node:path';
import { expandHome } from '@hourglass/datasets/home-path';

/** Resolves a typed path: relative to the folder of the user's shell, which is not that of a package script; `~` is the home directory. */
export function givenPath(path: string): string {
  return resolve(givenFolder(), expandHome(path));
}

export function givenFolder(): string {
  return process.env.INIT_CWD ?? process.cwd();
}
