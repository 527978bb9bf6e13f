import type { ReactNode } from 'react';
import styles from './range.module.css';

export interface RangeProps {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** What the place of the thumb means, for those who can't see it. */
  readonly valueText: string;
  readonly isDisabled?: boolean;
  /** Stands after the track. */
  readonly children: ReactNode;
}

/** Whole steps along a track. */
export function Range({ label, min, max, value, onChange, valueText, isDisabled = false, children }: RangeProps) {
  return (
    <label className={styles.range}>
      <span className={styles.name}>{label}</span>
      <input
        type="range"
        step={1}
        min={min}
        max={max}
        value={value}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        aria-valuetext={valueText}
      />
      <output className={styles.value}>{children}</output>
    </label>
  );
}
