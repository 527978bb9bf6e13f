'use client';

import { useRef } from 'react';
import buttons from '#components/ui/button.module.css';
import styles from './field.module.css';

interface UploadButtonProps {
  readonly title: string;
  readonly onFile: (file: File) => void;
}

/** Opens the browser's own dialog for a file. */
export function UploadButton({ title, onFile }: UploadButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        className={styles.hidden}
        tabIndex={-1}
        aria-hidden="true"
        data-upload={title}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // The same file again is another choice.
          event.target.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
      <button type="button" className={buttons.link} aria-label={`Upload ${title}`} onClick={() => input.current?.click()}>
        upload…
      </button>
    </>
  );
}
