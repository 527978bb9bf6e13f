import type { ReactNode } from 'react';
import styles from './notice.module.css';

export interface NoticeProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly isError?: boolean;
}

/** Message of a page without content: what belongs here, and what to do. */
export function Notice({ title, children, isError = false }: NoticeProps) {
  return (
    <section className={styles.notice} {...(isError ? { role: 'alert' } : {})}>
      <h1 className={isError ? styles.error : undefined}>{title}</h1>
      {children}
    </section>
  );
}
