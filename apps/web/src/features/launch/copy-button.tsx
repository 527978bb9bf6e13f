'use client';

import { useState } from 'react';
import buttons from '#components/ui/button.module.css';

/** Copies a text to the clipboard and shows whether that succeeded. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [word, setWord] = useState('Copy');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setWord('Copied');
    } catch {
      // The browser denies clipboard access. The user can still select and copy the text.
      setWord('Copying is not allowed here');
    }
  };
  return (
    <button
      type="button"
      className={buttons.plain}
      aria-label={`${word} ${label}`}
      onClick={() => void copy()}
      onBlur={() => setWord('Copy')}
    >
      {word}
    </button>
  );
}
