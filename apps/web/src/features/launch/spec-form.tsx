'use client';

import type { Json } from '@hourglass/sweeps';
import { useId } from 'react';
import { hint } from '#components/ui/hint.ts';
import type { DatasetChoice } from '#wire/dataset-choice.ts';
import { ChoiceField } from './fields/choice-field.tsx';
import { DatasetField } from './fields/dataset-field.tsx';
import type { FieldProps } from './fields/field-props.ts';
import { KindsField } from './fields/kinds-field.tsx';
import { NetworksField } from './fields/networks-field.tsx';
import { NumbersField } from './fields/numbers-field.tsx';
import { TextField } from './fields/text-field.tsx';
import type { Uploads } from './fields/use-uploads.ts';
import type { FormRow, FormSection } from './prepare-fields.ts';
import styles from './spec-form.module.css';

export interface SpecFormProps {
  readonly sections: readonly FormSection[];
  readonly datasets: readonly DatasetChoice[];
  readonly uploads: Uploads;
  /** The text cannot be parsed, so the fields are disabled until it can. */
  readonly isDisabled: boolean;
  readonly onField: (path: readonly string[], value: Json | undefined) => void;
}

/** Form with one line per field of the spec. */
export function SpecForm({ sections, datasets, uploads, isDisabled, onField }: SpecFormProps) {
  return (
    <fieldset className={styles.form} disabled={isDisabled}>
      <legend className="visually-hidden">Fields of the spec</legend>
      {sections.map(({ title, rows }) => (
        <section key={title} aria-label={title} className={styles.section}>
          <h2>{title}</h2>
          {rows.map((row) => (
            <Row
              key={row.field.name}
              row={row}
              datasets={datasets}
              uploads={uploads}
              onChange={(value) => onField(row.field.path, value)}
            />
          ))}
        </section>
      ))}
    </fieldset>
  );
}

interface RowProps {
  readonly row: FormRow;
  readonly datasets: readonly DatasetChoice[];
  readonly uploads: Uploads;
  readonly onChange: (value: Json | undefined) => void;
}

function Row({ row: { field, value, note, canReset, problems }, datasets, uploads, onChange }: RowProps) {
  const id = useId();
  const problemId = problems.length > 0 ? id : undefined;
  return (
    <div className={styles.row}>
      <span className={styles.title}>{field.title}</span>
      <div className={styles.input}>
        <FieldInput {...{ field, value, onChange, label: field.title, problemId, datasets, uploads }} />
        {problems.length > 0 && (
          <p id={id} className={styles.problem} role="alert">
            {problems.join(' ')}
          </p>
        )}
      </div>
      <span className={styles.note}>
        {note}
        {canReset && (
          <button
            type="button"
            className={styles.reset}
            aria-label={`${field.title}: default`}
            {...hint('Back to the default')}
            onClick={() => onChange(undefined)}
          >
            ×
          </button>
        )}
      </span>
    </div>
  );
}

function FieldInput({ datasets, uploads, ...props }: FieldProps & Pick<RowProps, 'datasets' | 'uploads'>) {
  switch (props.field.input.kind) {
    case 'choice':
      return <ChoiceField {...props} />;
    case 'kinds':
      return <KindsField {...props} />;
    case 'number':
      return <NumbersField {...props} />;
    case 'numbers':
      return <NetworksField {...props} />;
    case 'dataset':
      return <DatasetField {...props} datasets={datasets} uploads={uploads} />;
    case 'text':
      return <TextField {...props} />;
  }
}
