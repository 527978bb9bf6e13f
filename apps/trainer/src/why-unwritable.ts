import { accessSync, constants } from 'node:fs';
import { messageOf } from '@hourglass/presentation';

/** Why this user can't write an existing folder, for example because it is mounted read-only; null where the user can, or where nothing exists. */
export function whyUnwritable(folder: string): string | null {
  try {
    accessSync(folder, constants.W_OK);
    return null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    return messageOf(error);
  }
}
