import styles from './progress-bar.module.css';

export interface ProgressBarProps {
  readonly value: number;
  readonly max: number;
  readonly label: string;
  /** Sets the width. */
  readonly className: string | undefined;
}

/** A thin bar of what is done. */
export function ProgressBar({ value, max, label, className }: ProgressBarProps) {
  return <progress className={`${styles.bar} ${className ?? ''}`} value={value} max={max} aria-label={label} />;
}
