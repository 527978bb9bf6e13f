import type { Annotation, Run, Store, Sweep } from '@hourglass/db';
import { inLine } from '@hourglass/presentation';
import { TrainerError } from '../errors.ts';
import { printOutput } from '../json/print-output.ts';
import { print } from '../terminal/print.ts';
import { changing } from './open-home.ts';
import type { CommonOptions } from './options.ts';
import type { Noun } from './steer.ts';

export interface TagOptions extends CommonOptions {
  readonly remove?: boolean;
}

type Change = Pick<Annotation, 'addTags' | 'removeTags' | 'notes'>;

/** Adds tags to a run or sweep, or removes them. */
export function setTags(noun: Noun, id: string, tags: readonly string[], { remove = false, ...options }: TagOptions): Promise<void> {
  const given = tags.map((one) => one.trim());
  if (given.includes('')) throw new TrainerError('BAD_INPUT', 'TAG: received an empty text; a tag has at least one letter.');
  return annotate(`${noun}s tag`, id, remove ? { removeTags: given } : { addTags: given }, options);
}

/** Replaces the notes of a run or sweep; an empty text removes them. */
export function setNotes(noun: Noun, id: string, text: string, options: CommonOptions): Promise<void> {
  return annotate(`${noun}s note`, id, { notes: text.trim() === '' ? null : text }, options);
}

function annotate(
  command: `${Noun}s ${'tag' | 'note'}`,
  requestedId: string,
  annotation: Change,
  { json, ...options }: CommonOptions,
): Promise<void> {
  const isRun = command.startsWith('runs');
  return changing(options, async (store: Store) => {
    const { id, tags, notes } = await (isRun ? annotateRun : annotateSweep)(store, requestedId, annotation);
    if (json) return printOutput(command, { id, tags, notes });
    const tagged = tags.length === 0 ? 'no tags' : `tags ${inLine(tags.join(', '))}`;
    return print(`${isRun ? 'Run' : 'Sweep'} ${id}: ${tagged}; ${notes === null ? 'no notes' : `notes: ${notes}`}`);
  });
}

async function annotateRun(store: Store, requestedId: string, annotation: Change): Promise<Run> {
  const { id } = await store.runs.get(requestedId);
  await store.annotations.annotate([id], annotation, { source: 'cli' });
  return store.runs.get(id);
}

async function annotateSweep(store: Store, id: string, annotation: Change): Promise<Sweep> {
  await store.annotations.annotateSweep(id, annotation, { source: 'cli' });
  return store.sweeps.get(id);
}
