'use client';

import { useId } from 'react';
import styles from './choice.module.css';
import options from './options.module.css';

export interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly values: readonly Value[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** Labels of the values; a value without one is its own label. */
  readonly words?: Partial<Readonly<Record<Value, string>>>;
}

/** Radio buttons in a row, for a few values. Arrow keys move between them. */
export function Choice<Value extends string>({ label, values, value, onChange, words = {} }: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset className={styles.choice}>
      <legend className={styles.label}>{label}</legend>
      <span className={options.options}>
        {values.map((option) => (
          <label key={option} className={options.option}>
            <input type="radio" name={name} className="visually-hidden" checked={option === value} onChange={() => onChange(option)} />
            {words[option] ?? option}
          </label>
        ))}
      </span>
    </fieldset>
  );
}
