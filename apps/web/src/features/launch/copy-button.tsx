'use client';

import { useState } from 'react';
import buttons from '#components/ui/button.module.css';

/** Puts a text on the clipboard, and says whether that worked. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [word, setWord] = useState('Copy');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setWord('Copied');
    } catch {
      // The browser does not allow it: the text can be selected and copied by hand.
      setWord('Not allowed here');
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
