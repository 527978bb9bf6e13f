import { resolve } from 'node:path';
import { expandHome } from '@hourglass/datasets/home-path';

/** A path that a person typed: relative to the folder of their shell, which is not that of a package script; `~` is their home directory. */
export function givenPath(path: string): string {
  return resolve(givenFolder(), expandHome(path));
}

export function givenFolder(): string {
  return process.env.INIT_CWD ?? process.cwd();
}
