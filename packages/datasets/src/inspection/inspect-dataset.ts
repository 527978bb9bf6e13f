import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { DatasetError } from '../errors.ts';
import type { DatasetReference } from '../reference.ts';
import { filesOfSources, type Sources, sourcesOf, stampOfFiles } from '../sources.ts';
import type { LocateUpload } from '../upload-reference.ts';
import type { InspectionAnswer, InspectionRequest } from './inspect-process.ts';
import type { InspectedDataset } from './inspected-dataset.ts';

const program = fileURLToPath(new URL('./inspect-process.ts', import.meta.url));

/** The inspection before the next one: one at a time, so that several large files are not in memory together. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Reads a data set in a separate process and returns what planning and a preview need of it.
 *
 * @param reference with absolute paths
 * @throws DatasetError where a file is missing, damaged, does not fit the others, or is too large for this machine
 */
export async function inspectDataset(reference: DatasetReference, locateUpload: LocateUpload): Promise<InspectedDataset> {
  const sources = sourcesOf(reference, locateUpload);
  // Missing and too large files are refused at once, without waiting for other inspections.
  await stampOfFiles(sources);
  const turn = last.then(() => inspectInProcess({ reference, sources }));
  last = turn.catch(() => undefined);
  return turn;
}

async function inspectInProcess(request: InspectionRequest): Promise<InspectedDataset> {
  const child = fork(program, { execArgv: [] });
  let answer: InspectionAnswer | undefined;
  child.once('message', (message: InspectionAnswer) => {
    answer = message;
  });
  child.send(request);
  const [code, signal] = await once(child, 'exit');
  if (answer === undefined) throw endedWithoutAnswer(request.sources, signal ?? `code ${code}`);
  if ('refusal' in answer) throw new DatasetError(answer.refusal.code, answer.refusal.message);
  return Object.freeze(answer.inspected);
}

/** The kernel kills a process, and V8 aborts one, that needs more memory than there is. */
function endedWithoutAnswer(sources: Sources, how: string): DatasetError {
  const { field } = sources.train;
  const paths = filesOfSources(sources).map(({ path }) => path);
  return new DatasetError(
    'FILE_TOO_LARGE',
    `${field}: the process that read ${paths.join(', ')} ended with ${how} before it was done, probably because the memory of this machine did not suffice. Close other programs, or give fewer samples.`,
  );
}
