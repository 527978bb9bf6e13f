import { messageOf } from '@hourglass/presentation';
import { showToast } from '#components/toasts/toast-store.ts';
import { type AnnotationChange, describeAnnotation, inverseOf } from './annotation-change.ts';

export interface AnnotatedEntity {
  /** Its name in messages. */
  readonly name: string;
  readonly tags: readonly string[];
  readonly notes: string | null;
}

/** Changes tags and notes of a run or a sweep, with a toast that undoes the change. */
export async function annotate(
  thing: AnnotatedEntity,
  change: AnnotationChange,
  save: (change: AnnotationChange) => Promise<unknown>,
): Promise<void> {
  try {
    await save(change);
    const undo = async () => {
      await save(inverseOf(change, thing));
      return `Undone for ${thing.name}.`;
    };
    showToast({ text: `${describeAnnotation(change)} ${thing.name}.`, undo });
  } catch (error) {
    showToast({ text: messageOf(error), isProblem: true });
  }
}
