'use client';

import { useId } from 'react';
import { DraftInput } from './draft-input.tsx';
import type { FieldProps } from './field-props.ts';

/** A line of text; empty for the default, which it shows as its placeholder. */
export function TextField({ field, value, onChange, label, problemId }: FieldProps) {
  const id = useId();
  const suggestions = field.input.kind === 'text' ? field.input.suggestions : undefined;
  return (
    <>
      <DraftInput
        {...{ label, problemId }}
        {...(suggestions === undefined ? {} : { list: id, ...(typeof field.default === 'string' ? { placeholder: field.default } : {}) })}
        text={typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)}
        onText={(text) => onChange(text === '' ? undefined : text)}
      />
      {suggestions !== undefined && (
        <datalist id={id}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
    </>
  );
}
