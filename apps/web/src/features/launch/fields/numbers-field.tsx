'use client';

import type { Json, JsonObject } from '@hourglass/sweeps';
import buttons from '#components/ui/button.module.css';
import { DraftInput } from './draft-input.tsx';
import styles from './field.module.css';
import type { FieldProps } from './field-props.ts';
import { endsOf, isRange, rangeAround, readNumbers, valueFor, valuesOf, writeNumbers } from './field-values.ts';

/** Placeholders of fields whose default depends on the data. */
const placeholders: Readonly<Record<string, string>> = {
  'dataset.validation': 'a tenth, at most 5,000',
  'dataset.limit': 'all',
  'dataset.shape': 'that of the file',
};

/** Input for one number, several numbers, or a range if the field allows it. */
export function NumbersField({ field, value, onChange, label, problemId }: FieldProps) {
  const isInteger = field.input.kind === 'number' && field.input.bounds.integer;
  if (isRange(value)) {
    return <RangeField {...{ label, problemId, onChange }} range={value} onList={() => onChange(valueFor(field, endsOf(value)))} />;
  }
  const fallback = Array.isArray(field.default) ? field.default : [field.default].filter((value) => value !== null);
  return (
    <span className={styles.row}>
      <DraftInput
        label={label}
        problemId={problemId}
        text={value === undefined ? '' : writeNumbers(valuesOf(field, value))}
        placeholder={placeholders[field.path.join('.')] ?? writeNumbers(fallback)}
        onText={(text) => {
          const numbers = readNumbers(text);
          onChange(numbers.length === 0 ? undefined : valueFor(field, numbers));
        }}
      />
      {field.isRange && (
        <button type="button" className={buttons.link} onClick={() => onChange(rangeAround(valuesOf(field, value), isInteger))}>
          range
        </button>
      )}
    </span>
  );
}

interface RangeFieldProps extends Pick<FieldProps, 'label' | 'problemId' | 'onChange'> {
  readonly range: JsonObject;
  readonly onList: () => void;
}

const parts = [
  ['min', 'from'],
  ['max', 'to'],
  ['steps', 'steps'],
] as const;

function RangeField({ label, problemId, range, onChange, onList }: RangeFieldProps) {
  const set = (part: string, value: Json | undefined) =>
    onChange(
      Object.fromEntries(Object.entries({ ...range, [part]: value ?? null }).filter(([key]) => key !== part || value !== undefined)),
    );
  return (
    <span className={styles.row}>
      {parts.map(([part, word]) => (
        <span key={part} className={styles.detail}>
          <span className={styles.soft}>{word}</span>
          <DraftInput
            label={`${label}: ${word}`}
            problemId={problemId}
            size="number"
            text={range[part] === undefined ? '' : writeNumbers([range[part]])}
            onText={(text) => set(part, readNumbers(text)[0])}
          />
        </span>
      ))}
      <label className={styles.detail}>
        <input
          type="checkbox"
          checked={range.scale === 'log'}
          onChange={(event) => set('scale', event.target.checked ? 'log' : undefined)}
        />
        <span className={styles.soft}>log</span>
      </label>
      <button type="button" className={buttons.link} onClick={onList}>
        list
      </button>
    </span>
  );
}
