import type { NewEvent } from './events.ts';

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

export interface AnnotationRepository {
  /** Changes all of these runs or, where one is unknown, none. Gives what each of them carried before. @throws DbError NOT_FOUND */
  annotate(runs: readonly string[], annotation: Annotation, source: NewEvent['source']): Promise<readonly FormerAnnotation[]>;
  /** Takes an annotation back: every field that is named is as it was. All or, where a run is unknown, none. @throws DbError NOT_FOUND */
  restore(former: readonly FormerAnnotation[], source: NewEvent['source']): Promise<void>;
}
