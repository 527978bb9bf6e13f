'use client';

import { useState } from 'react';
import buttons from '#components/ui/button.module.css';
import { Popover } from '#components/ui/popover.tsx';
import type { AnnotationChange } from './annotation-change.ts';
import styles from './annotation-form.module.css';

export interface TagPopoverProps {
  readonly onChange: (change: AnnotationChange) => void;
  /** Whether it also removes tags: where they are not shown beside it. */
  readonly removes?: boolean;
}

/** Adds tags, or removes them. */
export function TagPopover({ onChange, removes = false }: TagPopoverProps) {
  const [text, setText] = useState('');
  const tags = text
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  const apply = (change: AnnotationChange) => {
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
          {removes && (
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
          )}
        </form>
      )}
    </Popover>
  );
}
