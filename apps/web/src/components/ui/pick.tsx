'use client';

import styles from './pick.module.css';

export interface PickProps<Value extends string> {
  readonly label: string;
  readonly values: readonly Value[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** Labels of the values; a value without one is its own label. */
  readonly words?: Partial<Readonly<Record<Value, string>>>;
  readonly isDisabled?: boolean;
}

/** Native select element, for many values. */
export function Pick<Value extends string>({ label, values, value, onChange, words = {}, isDisabled = false }: PickProps<Value>) {
  return (
    <label className={styles.pick}>
      <span className={styles.label}>{label}</span>
      <select
        value={value}
        disabled={isDisabled}
        onChange={(event) => {
          const chosen = values.find((option) => option === event.target.value);
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {values.map((option) => (
          <option key={option} value={option}>
            {words[option] ?? option}
          </option>
        ))}
      </select>
    </label>
  );
}
