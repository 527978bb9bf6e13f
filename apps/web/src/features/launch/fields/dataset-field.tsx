'use client';

import { Pick } from '#components/ui/pick.tsx';
import type { DatasetChoice } from '../server/dataset-facts.ts';
import type { FieldProps } from './field-props.ts';

/** The data sets that a sweep can be planned on here; what the document names beside them is shown as it is. */
export function DatasetField({ field, value, onChange, datasets }: FieldProps & { readonly datasets: readonly DatasetChoice[] }) {
  const choices = new Map(datasets.map(({ title, reference }) => [JSON.stringify(reference), { title, reference }]));
  const current = JSON.stringify(value ?? field.default);
  if (!choices.has(current)) choices.set(current, { title: current, reference: value ?? field.default });
  return (
    <Pick
      label=""
      values={[...choices.keys()]}
      value={current}
      words={Object.fromEntries([...choices].map(([key, { title }]) => [key, title]))}
      onChange={(key) => onChange(choices.get(key)?.reference)}
    />
  );
}
