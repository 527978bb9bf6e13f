import { writeFile } from 'node:fs/promises';
import { messageOf } from '@hourglass/presentation';
import { TrainerError } from '../errors.ts';
import { givenPath } from '../given-path.ts';

/** Writes the file of `--out`. Returns its path. @throws TrainerError BAD_INPUT */
export async function writeOut(given: string, content: Uint8Array): Promise<string> {
  const path = givenPath(given);
  await writeFile(path, content).catch((error: unknown) => {
    throw new TrainerError('BAD_INPUT', `--out: ${path} could not be written: ${messageOf(error)}`, { cause: error });
  });
  return path;
}
