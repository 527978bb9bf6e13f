'use client';

import { type ReactNode, useId } from 'react';
import styles from './options.module.css';

interface Option {
  readonly key: string;
  readonly label: ReactNode;
  readonly isChosen: boolean;
}

export interface OptionsProps {
  readonly legend: string;
  readonly options: readonly Option[];
  /** One choice of several, as a segmented row of radio buttons; otherwise check boxes. */
  readonly isOne: boolean;
  readonly onToggle: (key: string) => void;
  readonly describedBy?: string | undefined;
}

/** A few options in a row, of which one or several are chosen. */
export function Options({ legend, options, isOne, onToggle, describedBy }: OptionsProps) {
  const name = useId();
  return (
    <fieldset className={isOne ? styles.options : styles.checks} aria-describedby={describedBy}>
      <legend className="visually-hidden">{legend}</legend>
      {options.map(({ key, label, isChosen }) => (
        <label key={key} className={isOne ? styles.option : styles.check}>
          <input
            type={isOne ? 'radio' : 'checkbox'}
            name={name}
            className={isOne ? 'visually-hidden' : undefined}
            checked={isChosen}
            onChange={() => onToggle(key)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
