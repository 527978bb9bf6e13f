import type { CSSProperties, ReactNode } from 'react';
import { hint } from './hint.ts';
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
  /** Values that are marked on the track. */
  readonly marks?: readonly RangeMark[];
  /** Content after the track. */
  readonly children: ReactNode;
}

interface RangeMark {
  readonly value: number;
  readonly title: string;
}

/** Slider with integer steps. */
export function Range({ label, min, max, value, onChange, valueText, isDisabled = false, marks = [], children }: RangeProps) {
  return (
    <label className={styles.range}>
      <span className={styles.name}>{label}</span>
      <span className={styles.track}>
        {marks.map((mark) => (
          <span
            key={mark.value}
            className={styles.mark}
            {...hint(mark.title)}
            style={{ '--share': max === min ? 0 : (mark.value - min) / (max - min) } as CSSProperties}
          />
        ))}
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
      </span>
      <output className={styles.value}>{children}</output>
    </label>
  );
}
