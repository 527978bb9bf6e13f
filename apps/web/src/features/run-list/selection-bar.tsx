'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import buttons from '#components/ui/button.module.css';
import { Popover } from '#components/ui/popover.tsx';
import { formatNumberOf } from '#lib/format.ts';
import { useTRPC } from '#lib/trpc.ts';
import { mostDifferent } from '../difference/difference-address.ts';
import styles from './selection-bar.module.css';

export interface SelectionBarProps {
  readonly selected: readonly string[];
  readonly total: number;
  readonly onNone: () => void;
  readonly onAll: () => void;
}

type Change = {
  readonly addTags?: string[];
  readonly removeTags?: string[];
  readonly notes?: string | null;
  readonly isArchived?: boolean;
};

/** What can be done with the runs that are selected. */
export function SelectionBar({ selected, total, onNone, onAll }: SelectionBarProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const annotate = useMutation({
    ...trpc.runList.annotate.mutationOptions(),
    onSuccess: () => queryClient.invalidateQueries(trpc.runList.pathFilter()),
  });
  const [undo, setUndo] = useState<{ readonly what: string; readonly runs: string[]; readonly change: Change } | null>(null);
  const change = (given: Change) => annotate.mutate({ runs: [...selected], ...given });
  const count = selected.length;
  const some = formatNumberOf(count, 'run');

  const archive = (isArchived: boolean) => {
    const runs = [...selected];
    annotate.mutate(
      { runs, isArchived },
      {
        onSuccess: () => {
          setUndo({ what: `${some} ${isArchived ? 'archived' : 'taken back'}.`, runs, change: { isArchived: !isArchived } });
          onNone();
        },
      },
    );
  };

  if (count === 0 && undo === null && annotate.error === null) return null;
  return (
    <section className={styles.bar} aria-label="Selected runs">
      {count > 0 && (
        <>
          <strong>{some} selected</strong>
          <span className={styles.choose}>
            {count < total && (
              <button type="button" onClick={onAll}>
                Select all {total}
              </button>
            )}
            <button type="button" onClick={onNone}>
              Select none
            </button>
          </span>
          <span className={styles.actions}>
            <Tags onChange={change} />
            <Notes onChange={change} />
            <button type="button" className={buttons.plain} onClick={() => archive(true)}>
              Archive
            </button>
            <button type="button" className={buttons.plain} onClick={() => archive(false)}>
              Unarchive
            </button>
            <Link
              className={buttons.plain}
              aria-disabled={count < 2 || count > mostDifferent}
              title={`Of 2 to ${mostDifferent} runs: what tells them apart`}
              href={{ pathname: '/runs/difference', query: { runs: selected.slice(0, mostDifferent).join(',') } }}
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
        </>
      )}
      {undo !== null && count === 0 && (
        <span role="status">
          {undo.what}{' '}
          <button
            type="button"
            className={styles.undo}
            onClick={() => annotate.mutate({ runs: undo.runs, ...undo.change }, { onSuccess: () => setUndo(null) })}
          >
            Undo
          </button>
        </span>
      )}
      {annotate.error !== null && <span role="alert">{annotate.error.message}</span>}
    </section>
  );
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
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          apply({ addTags: tags });
        }}
      >
        <input value={text} placeholder="Tags, with commas between" aria-label="Tags" onChange={({ target }) => setText(target.value)} />
        <button type="submit" className={buttons.plain}>
          Add
        </button>
        <button type="button" className={buttons.plain} onClick={() => apply({ removeTags: tags })}>
          Remove
        </button>
      </form>
    </Popover>
  );
}

function Notes({ onChange }: { readonly onChange: (change: Change) => void }) {
  const [text, setText] = useState('');
  return (
    <Popover label="Note" title="Notes">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          onChange({ notes: text.trim() === '' ? null : text });
          setText('');
        }}
      >
        <textarea
          rows={4}
          value={text}
          placeholder="Takes the place of their notes"
          aria-label="Notes"
          onChange={({ target }) => setText(target.value)}
        />
        <button type="submit" className={buttons.plain}>
          {text.trim() === '' ? 'Clear notes' : 'Save notes'}
        </button>
      </form>
    </Popover>
  );
}
