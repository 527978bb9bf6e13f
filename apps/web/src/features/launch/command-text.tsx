import { Fragment } from 'react';
import styles from './launch-page.module.css';

/** Shows a command that wraps only at spaces. By default, browsers also wrap after the hyphens of flags. */
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
