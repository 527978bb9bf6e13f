import type { NewEvent } from './events.ts';
import type { OnProgress } from './progress.ts';

/** What people add to runs in any state. It never changes a measurement. */
export interface Annotation {
  readonly addTags?: readonly string[];
  readonly removeTags?: readonly string[];
  /** Null removes the notes. */
  readonly notes?: string | null;
  readonly name?: string | null;
  readonly isArchived?: boolean;
}

/** The values that a run had before an annotation, for the changed fields only. */
export interface FormerAnnotation {
  readonly run: string;
  readonly tags?: readonly string[];
  readonly notes?: string | null;
  readonly name?: string | null;
  readonly archivedAt?: number | null;
}

export interface AnnotatedBy {
  readonly source: NewEvent['source'];
  /** Its unit is runs. */
  readonly onProgress?: OnProgress;
}

/**
 * Tags, notes, names and the archive.
 *
 * Guarantees:
 * - Every id is looked up before the first change: if one is unknown, nothing changes.
 * - Runs change in bounded transactions (`SteeringRepository`). Each run gets all changes or none. A run that is deleted meanwhile is left out.
 * - Each transaction appends one event per sweep.
 * - An error in a later transaction leaves the earlier ones committed. Repeating the call completes the annotation; the former values of the runs
 *   that had changed are lost.
 * - Any process may call both methods concurrently. Of two calls that change one field of a run, the later transaction wins.
 */
export interface AnnotationRepository {
  /** Returns the former values of each changed run, in the given order. A run that is named twice changes once. @throws DbError NOT_FOUND */
  annotate(runs: readonly string[], annotation: Annotation, by: AnnotatedBy): Promise<readonly FormerAnnotation[]>;
  /**
   * Adds and removes tags of a sweep and sets its notes, in one transaction with its event. Accepts any unique prefix of an id. Its runs keep their own
   * tags and notes.
   *
   * @throws DbError NOT_FOUND, AMBIGUOUS_ID, ID_INVALID
   */
  annotateSweep(
    sweep: string,
    annotation: Pick<Annotation, 'addTags' | 'removeTags' | 'notes'>,
    by: Pick<AnnotatedBy, 'source'>,
  ): Promise<void>;
  /** Undoes an annotation: sets every given field to its former value and removes duplicate tags. @throws DbError NOT_FOUND */
  restore(former: readonly FormerAnnotation[], by: AnnotatedBy): Promise<void>;
}
