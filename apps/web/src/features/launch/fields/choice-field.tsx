'use client';

import type { Json } from '@hourglass/sweeps';
import { useId } from 'react';
import choices from '#components/ui/options.module.css';
import type { FieldProps } from './field-props.ts';
import { valueFor, valuesOf } from './field-values.ts';

const words = new Map<Json, string>([
  [true, 'yes'],
  [false, 'no'],
]);

/** One of a few, or several of them, which makes an axis. What the document says beside them is shown, to be taken away. */
export function ChoiceField({ field, value, onChange, label, problemId }: FieldProps) {
  const name = useId();
  const chosen = valuesOf(field, value);
  const offered = field.input.kind === 'choice' ? field.input.options : [];
  const options: readonly Json[] = [...offered, ...chosen.filter((each) => !offered.some((option) => option === each))];
  const isOne = field.takes === 'one';
  const toggle = (option: Json) => {
    if (isOne) return onChange(valueFor(field, [option]));
    const next = chosen.includes(option)
      ? chosen.filter((each) => each !== option)
      : options.filter((each) => each === option || chosen.includes(each));
    // An axis has at least one value.
    if (next.length > 0 || field.takes === 'list') onChange(valueFor(field, next));
  };
  return (
    <fieldset className={choices.options} aria-describedby={problemId}>
      <legend className="visually-hidden">{label}</legend>
      {options.map((option) => (
        <label key={JSON.stringify(option)} className={choices.option}>
          <input
            type={isOne ? 'radio' : 'checkbox'}
            name={name}
            className="visually-hidden"
            checked={chosen.includes(option)}
            onChange={() => toggle(option)}
          />
          {words.get(option) ?? (typeof option === 'string' ? option : JSON.stringify(option))}
        </label>
      ))}
    </fieldset>
  );
}
