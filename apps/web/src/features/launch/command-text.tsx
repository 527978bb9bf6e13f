import { Fragment } from 'react';
import styles from './launch-page.module.css';

/** A command whose lines end between words: browsers break them after the hyphens of flags as well. */
export function CommandText({ command }: { readonly command: string }) {
  return (
    <pre>
      {[...command.matchAll(/\S+/g)].map(({ 0: word, index }) => (
        <Fragment key={index}>
          {index > 0 && ' '}
          <span className={styles.word}>{word}</span>
        </Fragment>
      ))}
    </pre>
  );
}
