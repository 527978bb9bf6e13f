/** A change of the tags and notes of runs and sweeps. */
export interface AnnotationChange {
  readonly addTags?: string[];
  readonly removeTags?: string[];
  /** Null removes the notes. */
  readonly notes?: string | null;
}

interface Annotated {
  readonly tags: readonly string[];
  readonly notes: string | null;
}

/** The change that undoes another. */
export function inverseOf({ addTags = [], removeTags = [], notes }: AnnotationChange, before: Annotated): AnnotationChange {
  return {
    removeTags: addTags.filter((tag) => !before.tags.includes(tag)),
    addTags: removeTags.filter((tag) => before.tags.includes(tag)),
    ...(notes === undefined ? {} : { notes: before.notes }),
  };
}

/** The beginning of a sentence: `Tagged best:` */
export function describeAnnotation({ addTags = [], removeTags = [], notes }: AnnotationChange): string {
  if (addTags.length > 0) return `Tagged ${addTags.join(', ')}:`;
  if (removeTags.length > 0) return `Untagged ${removeTags.join(', ')}:`;
  return notes == null ? 'Removed the notes of' : 'Set the notes of';
}
