import type { Annotation, Store } from '@hourglass/db';
import { TrainerError } from '../errors.ts';
import { print, printJson } from '../terminal/print.ts';
import { changing } from './open-home.ts';
import type { CommonOptions } from './options.ts';

export interface TagOptions extends CommonOptions {
  readonly remove?: boolean;
}

/** Adds tags to a run, or takes them away. */
export function tagRun(id: string, tags: readonly string[], { remove = false, ...options }: TagOptions): Promise<void> {
  const given = tags.map((tag) => tag.trim());
  if (given.includes('')) throw new TrainerError('BAD_INPUT', 'TAG: received an empty text; a tag has at least one letter.');
  return annotate(id, remove ? { removeTags: given } : { addTags: given }, options);
}

/** Gives a run notes in the place of those it has; an empty text takes them away. */
export function noteRun(id: string, text: string, options: CommonOptions): Promise<void> {
  return annotate(id, { notes: text.trim() === '' ? null : text }, options);
}

function annotate(id: string, annotation: Annotation, { json, ...options }: CommonOptions): Promise<void> {
  return changing(options, async (store: Store) => {
    const run = await store.runs.get(id);
    await store.annotations.annotate([run.id], annotation, { source: 'cli' });
    const { tags, notes } = await store.runs.get(run.id);
    if (json) printJson({ id: run.id, tags, notes });
    else
      print(
        `Run ${run.id}: ${tags.length === 0 ? 'no tags' : `tags ${tags.join(', ')}`}; ${notes === null ? 'no notes' : `notes: ${notes}`}`,
      );
  });
}
