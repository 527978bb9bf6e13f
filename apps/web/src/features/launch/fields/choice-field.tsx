'use client';

import type { Json } from '@hourglass/sweeps';
import { Options } from '#components/ui/options.tsx';
import type { FieldProps } from './field-props.ts';
import { valueFor, valuesOf } from './field-values.ts';

const words = new Map<Json, string>([
  [true, 'yes'],
  [false, 'no'],
]);

/**
 * Toggle buttons for a field with a few allowed values; several selected values form an axis. Values in the document that are not allowed
 * are shown too, so that the user can remove them.
 */
export function ChoiceField({ field, value, onChange, label, problemId }: FieldProps) {
  const chosen = valuesOf(field, value);
  const offered = field.input.kind === 'choice' ? field.input.options : [];
  const options: readonly Json[] = [...offered, ...chosen.filter((each) => !offered.some((option) => option === each))];
  const isOne = field.takes === 'one';
  const toggle = (option: Json) => {
    if (isOne) return onChange(valueFor(field, [option]));
    const next = chosen.includes(option)
      ? chosen.filter((each) => each !== option)
      : options.filter((each) => each === option || chosen.includes(each));
    // An axis needs at least one value.
    if (next.length > 0 || field.takes === 'list') onChange(valueFor(field, next));
  };
  return (
    <Options
      legend={label}
      isOne={isOne}
      describedBy={problemId}
      options={options.map((option) => ({
        key: JSON.stringify(option),
        label: words.get(option) ?? (typeof option === 'string' ? option : JSON.stringify(option)),
        isChosen: chosen.includes(option),
      }))}
      onToggle={(key) => {
        const option = options.find((each) => JSON.stringify(each) === key);
        if (option !== undefined) toggle(option);
      }}
    />
  );
}
