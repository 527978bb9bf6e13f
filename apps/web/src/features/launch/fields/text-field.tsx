'use client';

import { DraftInput } from './draft-input.tsx';
import type { FieldProps } from './field-props.ts';

export function TextField({ value, onChange, label, problemId }: FieldProps) {
  return (
    <DraftInput
      {...{ label, problemId }}
      text={typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)}
      onText={(text) => onChange(text === '' ? undefined : text)}
    />
  );
}
