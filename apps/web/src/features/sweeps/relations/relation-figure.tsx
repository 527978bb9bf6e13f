import type { ReactNode } from 'react';
import styles from './relation-figure.module.css';

export interface RelationFigureProps {
  readonly title: string;
  /** Explains what the view shows and how to read it. */
  readonly subtitle: ReactNode;
  readonly controls?: ReactNode;
  readonly children: ReactNode;
  /** The reason why the view is empty, as a sentence. */
  readonly gap?: string | null;
  readonly isWide?: boolean;
}

/** Frame of a view on the whole sweep: title, subtitle and controls. */
export function RelationFigure({ title, subtitle, controls, children, gap = null, isWide = false }: RelationFigureProps) {
  return (
    <figure className={isWide ? styles.wide : styles.figure} aria-label={title}>
      <figcaption className={styles.caption}>
        <h2>{title}</h2>
        <span className={styles.subtitle}>{subtitle}</span>
      </figcaption>
      {gap === null && controls !== undefined && <div className={styles.controls}>{controls}</div>}
      {gap === null ? children : <p className={styles.gap}>{gap}</p>}
    </figure>
  );
}
