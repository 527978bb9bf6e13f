import type { NewEvent } from './events.ts';
import type { OnProgress } from './progress.ts';

/** What people add to runs of any state; nothing of it changes what was measured. */
export interface Annotation {
  readonly addTags?: readonly string[];
  readonly removeTags?: readonly string[];
  /** Null takes it away. */
  readonly notes?: string | null;
  readonly name?: string | null;
  readonly isArchived?: boolean;
}

/** What a run carried before it was annotated: the fields that were changed, and only those. */
export interface FormerAnnotation {
  readonly run: string;
  readonly tags?: readonly string[];
  readonly notes?: string | null;
  readonly name?: string | null;
  readonly archivedAt?: number | null;
}

export interface AnnotatedBy {
  readonly source: NewEvent['source'];
  /** Counts runs. */
  readonly onProgress?: OnProgress;
}

/**
 * What people call runs.
 *
 * Guarantees:
 * - Every run is looked up before the first is changed: where one is unknown, none is.
 * - Many runs are changed in bounded transactions, as steering changes them (`SteeringRepository`): each run with all that is changed of it,
 *   or not at all. A run that is deleted meanwhile is left out.
 * - An annotation that is interrupted completes when it is repeated. What it changed before is told by events; what those runs carried then is
 *   lost with the caller.
 * - Each transaction tells of its runs by one event a sweep.
 */
export interface AnnotationRepository {
  /** Gives what each of the changed runs carried before, in their order. @throws DbError NOT_FOUND */
  annotate(runs: readonly string[], annotation: Annotation, by: AnnotatedBy): Promise<readonly FormerAnnotation[]>;
  /** Takes an annotation back: every field that is named is as it was; a tag that is given twice is there once. @throws DbError NOT_FOUND */
  restore(former: readonly FormerAnnotation[], by: AnnotatedBy): Promise<void>;
}
