'use client';

import { useState } from 'react';
import styles from './field.module.css';

export interface DraftInputProps {
  readonly label: string;
  /** The value's text in the document. */
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly placeholder?: string;
  readonly problemId?: string | undefined;
  readonly size?: 'line' | 'number' | 'path';
  /** Id of a datalist with suggestions. */
  readonly list?: string;
}

/** Text input that follows the document, except while it has the focus: `0.` must not be replaced while the user types `0.1`. */
export function DraftInput({ label, text, onText, placeholder, problemId, size = 'line', list }: DraftInputProps) {
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <input
      className={styles[size]}
      aria-label={label}
      aria-invalid={problemId !== undefined}
      aria-describedby={problemId}
      list={list}
      autoComplete="off"
      spellCheck={false}
      placeholder={placeholder}
      value={draft ?? text}
      onFocus={() => setDraft(text)}
      onBlur={() => setDraft(null)}
      onChange={(event) => {
        setDraft(event.target.value);
        onText(event.target.value);
      }}
    />
  );
}
