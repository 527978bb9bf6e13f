'use client';

import { formatNumberOf } from '@hourglass/presentation';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { type AnnotationChange, describeAnnotation } from '#components/annotations/annotation-change.ts';
import { NotePopover } from '#components/annotations/note-popover.tsx';
import { TagPopover } from '#components/annotations/tag-popover.tsx';
import { manyActions } from '#components/steering/prepare-actions.ts';
import { SteeringButtons } from '#components/steering/steering-buttons.tsx';
import { showToast } from '#components/toasts/toast-store.ts';
import buttons from '#components/ui/button.module.css';
import { hint } from '#components/ui/hint.ts';
import styles from '#components/ui/selection-bar.module.css';
import { maxComparedRuns } from '#lib/difference-address.ts';
import { useTRPC } from '#lib/trpc.ts';

export interface SelectionBarProps {
  readonly selected: readonly string[];
  readonly total: number;
  /** What the list calls a run; null where it is not loaded. */
  readonly nameOf: (id: string) => string | null;
  readonly onNone: () => void;
  readonly onAll: () => void;
}

type Change = AnnotationChange & { readonly isArchived?: boolean };

/** Actions on the selected runs. */
export function SelectionBar({ selected, total, nameOf, onNone, onAll }: SelectionBarProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const restore = useMutation(
    trpc.runList.restore.mutationOptions({ onSettled: () => queryClient.invalidateQueries(trpc.runList.pathFilter()) }),
  );
  const annotate = useMutation(
    trpc.runList.annotate.mutationOptions({ onSettled: () => queryClient.invalidateQueries(trpc.runList.pathFilter()) }),
  );
  const count = selected.length;
  const some = formatNumberOf(count, 'run');
  const change = (given: Change) =>
    annotate.mutate(
      { runs: [...selected], ...given },
      {
        onSuccess: ({ former }) => {
          const undo = async () => {
            await restore.mutateAsync({ former: [...former] });
            return `Undone for ${formatNumberOf(former.length, 'run')}.`;
          };
          showToast({ text: `${describeChange(given)} ${some}.`, undo });
          if (given.isArchived !== undefined) onNone();
        },
        onError: ({ message }) => showToast({ text: message, isProblem: true }),
      },
    );

  return (
    <section className={styles.bar} aria-label="Selected runs">
      <strong>{some} selected</strong>
      <span className={styles.choose}>
        {count < total && (
          <button type="button" className={buttons.link} onClick={onAll}>
            Select all {total}
          </button>
        )}
        <button type="button" className={buttons.link} onClick={onNone}>
          Select none
        </button>
      </span>
      <span className={styles.actions}>
        <SteeringButtons noun="run" ids={selected} actions={manyActions('run', count)} nameOf={nameOf} onDeleted={onNone} />
        <TagPopover onChange={change} removes />
        <NotePopover notes="" onChange={change} />
        <button type="button" className={buttons.plain} onClick={() => change({ isArchived: true })}>
          Archive
        </button>
        <button type="button" className={buttons.plain} onClick={() => change({ isArchived: false })}>
          Unarchive
        </button>
        <Link
          className={buttons.plain}
          aria-disabled={count < 2 || count > maxComparedRuns}
          {...hint(`Of 2 to ${maxComparedRuns} runs: shows how they differ`)}
          href={{ pathname: '/runs/difference', query: { runs: selected.slice(0, maxComparedRuns).join(',') } }}
          prefetch={false}
        >
          Difference
        </Link>
        <Link
          className={buttons.primary}
          href={{ pathname: '/compare', query: { runs: selected.slice(0, 100).join(',') } }}
          prefetch={false}
        >
          Compare {some}
        </Link>
      </span>
    </section>
  );
}

function describeChange({ isArchived, ...change }: Change): string {
  if (isArchived === undefined) return describeAnnotation(change);
  return isArchived ? 'Archived' : 'Unarchived';
}
