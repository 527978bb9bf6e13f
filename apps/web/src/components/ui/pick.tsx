'use client';

import styles from './pick.module.css';

export interface PickProps<Value extends string> {
  readonly label: string;
  readonly values: readonly Value[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** What stands in the list, where it is not the value itself. */
  readonly words?: Partial<Readonly<Record<Value, string>>>;
  readonly isDisabled?: boolean;
}

/** One of many: the platform's own list. */
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
