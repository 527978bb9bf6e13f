'use client';

import type { AnnotationChange } from './annotation-change.ts';
import styles from './annotations.module.css';

export interface AnnotationsProps {
  readonly tags: readonly string[];
  readonly notes: string | null;
  readonly onChange: (change: AnnotationChange) => void;
}

/** Tags, each with a button that removes it, and notes of a run or a sweep. */
export function Annotations({ tags, notes, onChange }: AnnotationsProps) {
  if (tags.length === 0 && notes === null) return null;
  return (
    <div className={styles.annotations}>
      {tags.length > 0 && (
        <ul className={styles.tags} aria-label="Tags">
          {tags.map((tag) => (
            <li key={tag} className={styles.tag}>
              {tag}
              <button type="button" aria-label={`Remove the tag ${tag}`} onClick={() => onChange({ removeTags: [tag] })}>
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      {notes !== null && <p className={styles.notes}>{notes}</p>}
    </div>
  );
}
