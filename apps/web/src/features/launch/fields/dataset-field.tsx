'use client';

import type { Json } from '@hourglass/sweeps';
import { dataIn, withData } from '@hourglass/sweeps/flags';
import { useState } from 'react';
import { isJsonObject } from '#lib/is-json-object.ts';
import type { DatasetChoice } from '#wire/dataset-choice.ts';
import { DatasetPreview } from './dataset-preview.tsx';
import styles from './field.module.css';
import type { FieldProps } from './field-props.ts';
import { PathInput } from './path-input.tsx';

const own = 'own files';

const roles = [
  ['train', 'samples'],
  ['trainLabels', 'labels'],
  ['test', 'test samples'],
  ['testLabels', 'test labels'],
] as const;

/** Selects a data set that this home knows, or files by their paths, and shows what files hold. Its options are fields of their own. */
export function DatasetField({
  field,
  value,
  onChange,
  label,
  problemId,
  datasets,
}: FieldProps & { readonly datasets: readonly DatasetChoice[] }) {
  const [wantsOwn, setWantsOwn] = useState(false);
  const data = asJson(dataIn(value ?? field.default));
  const keyOf = (reference: Json) => JSON.stringify(dataIn(reference));
  const current = datasets.find(({ reference }) => keyOf(reference) === JSON.stringify(data));
  const isOwn = wantsOwn || current === undefined;
  const choose = (key: string) => {
    setWantsOwn(key === own);
    const chosen = datasets.find(({ reference }) => keyOf(reference) === key);
    if (chosen !== undefined) onChange(asJson(withData(value, chosen.reference)));
  };
  return (
    <span className={styles.lines}>
      <select
        className={styles.line}
        aria-label={label}
        aria-invalid={problemId !== undefined}
        aria-describedby={problemId}
        value={isOwn ? own : JSON.stringify(data)}
        onChange={(event) => choose(event.target.value)}
      >
        {datasets.map(({ title, reference, absent }) => (
          <option key={keyOf(reference)} value={keyOf(reference)} disabled={absent !== null} title={absent ?? undefined}>
            {absent === null ? title : `${title}, not there`}
          </option>
        ))}
        <option value={own}>own files…</option>
      </select>
      {isOwn && <OwnFiles data={data} onData={(files) => onChange(asJson(withData(value, files)))} />}
      <DatasetPreview value={value ?? null} />
    </span>
  );
}

interface OwnFilesProps {
  /** A name, a path or files. */
  readonly data: Json | undefined;
  readonly onData: (files: Json) => void;
}

function OwnFiles({ data, onData }: OwnFilesProps) {
  const files = isJsonObject(data) ? data : typeof data === 'string' && /[./]/.test(data) ? { train: data } : {};
  const set = (role: string, text: string) => {
    const changed = Object.entries({ ...files, [role]: text.trim() }).filter(([, path]) => path !== '');
    if (changed.length > 0) onData(Object.fromEntries(changed));
  };
  return (
    <span className={styles.files}>
      {roles.map(([role, title]) => (
        <span key={role} className={styles.file}>
          <span className={styles.soft} aria-hidden="true">
            {title}
          </span>
          <PathInput
            label={`data set: ${title}`}
            text={typeof files[role] === 'string' ? files[role] : ''}
            placeholder={role === 'train' ? '/data/samples.npy' : 'none'}
            onText={(text) => set(role, text)}
          />
        </span>
      ))}
    </span>
  );
}

function asJson(value: unknown): Json | undefined {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as Json);
}
