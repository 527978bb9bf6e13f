'use client';

import { formatNumberOf } from '@hourglass/presentation';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { manyActions } from '#components/steering/prepare-actions.ts';
import { SteeringButtons } from '#components/steering/steering-buttons.tsx';
import { showToast } from '#components/toasts/toast-store.ts';
import buttons from '#components/ui/button.module.css';
import { Popover } from '#components/ui/popover.tsx';
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

type Change = {
  readonly addTags?: string[];
  readonly removeTags?: string[];
  readonly notes?: string | null;
  readonly isArchived?: boolean;
};

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
        <Tags onChange={change} />
        <Notes onChange={change} />
        <button type="button" className={buttons.plain} onClick={() => change({ isArchived: true })}>
          Archive
        </button>
        <button type="button" className={buttons.plain} onClick={() => change({ isArchived: false })}>
          Unarchive
        </button>
        <Link
          className={buttons.plain}
          aria-disabled={count < 2 || count > maxComparedRuns}
          title={`Of 2 to ${maxComparedRuns} runs: shows how they differ`}
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

function describeChange({ addTags, removeTags, notes, isArchived }: Change): string {
  if (addTags !== undefined) return `Tagged ${addTags.join(', ')}:`;
  if (removeTags !== undefined) return `Untagged ${removeTags.join(', ')}:`;
  if (notes !== undefined) return notes === null ? 'Cleared the notes of' : 'Set the notes of';
  return isArchived ? 'Archived' : 'Unarchived';
}

function Tags({ onChange }: { readonly onChange: (change: Change) => void }) {
  const [text, setText] = useState('');
  const tags = text
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  const apply = (change: Change) => {
    if (tags.length > 0) onChange(change);
    setText('');
  };
  return (
    <Popover label="Tag" title="Tags">
      {(close) => (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            apply({ addTags: tags });
            close();
          }}
        >
          <input value={text} placeholder="Tags, separated by commas" aria-label="Tags" onChange={({ target }) => setText(target.value)} />
          <button type="submit" className={buttons.plain}>
            Add
          </button>
          <button
            type="button"
            className={buttons.plain}
            onClick={() => {
              apply({ removeTags: tags });
              close();
            }}
          >
            Remove
          </button>
        </form>
      )}
    </Popover>
  );
}

function Notes({ onChange }: { readonly onChange: (change: Change) => void }) {
  const [text, setText] = useState('');
  return (
    <Popover label="Note" title="Notes">
      {(close) => (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            onChange({ notes: text.trim() === '' ? null : text });
            setText('');
            close();
          }}
        >
          <textarea
            rows={4}
            value={text}
            placeholder="Replaces their notes"
            aria-label="Notes"
            onChange={({ target }) => setText(target.value)}
          />
          <button type="submit" className={buttons.plain}>
            {text.trim() === '' ? 'Clear notes' : 'Save notes'}
          </button>
        </form>
      )}
    </Popover>
  );
}
