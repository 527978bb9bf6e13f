'use client';

import type { DatasetChoice } from '#wire/dataset-choice.ts';
import styles from './field.module.css';
import type { FieldProps } from './field-props.ts';

/** Selects a dataset whose metadata this home knows. Another dataset in the document is shown unchanged. */
export function DatasetField({
  field,
  value,
  onChange,
  label,
  problemId,
  datasets,
}: FieldProps & { readonly datasets: readonly DatasetChoice[] }) {
  const choices = new Map(datasets.map(({ title, reference }) => [JSON.stringify(reference), { title, reference }]));
  const current = JSON.stringify(value ?? field.default);
  if (!choices.has(current)) choices.set(current, { title: current, reference: value ?? field.default });
  return (
    <select
      className={styles.line}
      aria-label={label}
      aria-invalid={problemId !== undefined}
      aria-describedby={problemId}
      value={current}
      onChange={(event) => onChange(choices.get(event.target.value)?.reference)}
    >
      {[...choices].map(([key, { title }]) => (
        <option key={key} value={key}>
          {title}
        </option>
      ))}
    </select>
  );
}
