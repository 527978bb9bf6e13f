'use client';

import { useState } from 'react';
import buttons from '#components/ui/button.module.css';
import { Popover } from '#components/ui/popover.tsx';
import type { AnnotationChange } from './annotation-change.ts';
import styles from './annotation-form.module.css';

export interface NotePopoverProps {
  /** The notes to edit; empty where several runs have notes of their own. */
  readonly notes: string;
  readonly onChange: (change: AnnotationChange) => void;
}

/** Edits notes. */
export function NotePopover({ notes, onChange }: NotePopoverProps) {
  const [text, setText] = useState(notes);
  const isEmpty = text.trim() === '';
  return (
    <Popover label="Note" title="Notes" onOpen={() => setText(notes)}>
      {(close) => (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            onChange({ notes: isEmpty ? null : text });
            close();
          }}
        >
          <textarea rows={4} value={text} placeholder="Notes" aria-label="Notes" onChange={({ target }) => setText(target.value)} />
          <button type="submit" className={buttons.plain}>
            {isEmpty ? 'Clear notes' : 'Save notes'}
          </button>
        </form>
      )}
    </Popover>
  );
}
