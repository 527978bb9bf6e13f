'use client';

import { useId } from 'react';
import styles from './select.module.css';

export interface SelectProps<Value extends string> {
  readonly label: string;
  readonly values: readonly Value[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** Labels of the values; a value without one is its own label. */
  readonly words?: Partial<Readonly<Record<Value, string>>>;
  readonly isDisabled?: boolean;
}

/** Native select element, for many values. It supports every keyboard and phone. */
export function Select<Value extends string>({ label, values, value, onChange, words = {}, isDisabled = false }: SelectProps<Value>) {
  const id = useId();
  return (
    <span className={styles.select}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        disabled={isDisabled}
        onChange={(event) => {
          const chosen = values.find((each) => each === event.target.value);
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {values.map((each) => (
          <option key={each} value={each}>
            {words[each] ?? each}
          </option>
        ))}
      </select>
    </span>
  );
}
