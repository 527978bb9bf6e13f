import type { ReactNode } from 'react';
import styles from './range.module.css';

export interface RangeProps {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** Description of the value for screen readers. */
  readonly valueText: string;
  readonly isDisabled?: boolean;
  /** Content after the track. */
  readonly children: ReactNode;
}

/** Slider with integer steps. */
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
