'use client';

import type { Json } from '@hourglass/sweeps';
import { dataIn, withData } from '@hourglass/sweeps/flags';
import { useRef, useState } from 'react';
import type { DatasetChoice } from '#wire/dataset-choice.ts';
import { type DataFiles, type FileRole, fileRoles, filesIn, withFile } from './data-files.ts';
import { DatasetPreview } from './dataset-preview.tsx';
import styles from './field.module.css';
import type { FieldProps } from './field-props.ts';
import { FileRow } from './file-row.tsx';
import { useDroppedFiles } from './use-dropped-files.ts';
import type { Uploads } from './use-uploads.ts';

const own = 'own files';

interface DatasetFieldProps extends FieldProps {
  readonly datasets: readonly DatasetChoice[];
  readonly uploads: Uploads;
}

/** Selects a data set that this home knows, or files by their paths or by upload, and shows what they hold. Its options are fields of their own. */
export function DatasetField({ field, value, onChange, label, problemId, datasets, uploads }: DatasetFieldProps) {
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
  // What an upload finds when it is done, which may have changed since it began.
  const latest = useRef({ value, data, onChange });
  latest.current = { value, data, onChange };
  const setPath = (role: FileRole, path: string) => {
    const now = latest.current;
    const files: DataFiles = withFile(filesIn(now.data), role, path);
    if (Object.keys(files).length > 0) now.onChange(asJson(withData(now.value, files)));
    else if (path === '') now.onChange(asJson(withData(now.value, field.default)));
  };
  const upload = (role: FileRole, file: File) => {
    setWantsOwn(true);
    uploads.start(role, file, (reference) => setPath(role, reference));
  };
  const isDragging = useDroppedFiles(({ target, files: [file, ...others], hasFolder }) => {
    const row = target?.closest('[data-role]')?.getAttribute('data-role');
    const role = fileRoles.find((each) => each.role === row)?.role ?? 'train';
    setWantsOwn(true);
    if (hasFolder) uploads.refuse(role, 'A folder was dropped. Drop a .zip of its pictures, or give its path.');
    else if (others.length > 0) uploads.refuse(role, `${others.length + 1} files were dropped. Drop each on its own line.`);
    else if (file !== undefined) upload(role, file);
  });
  const files = filesIn(data);
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
      {(isOwn || isDragging) && (
        <span className={`${styles.files} ${isDragging ? styles.dropping : ''}`}>
          {fileRoles.map(({ role, title, isLabels }) => (
            <FileRow
              key={role}
              {...{ role, title, isLabels }}
              path={files[role] ?? ''}
              samples={(role === 'testLabels' ? files.test : role === 'train' ? '' : files.train) ?? ''}
              upload={uploads.of(role)}
              onPath={(path) => setPath(role, path)}
              onFile={(file) => upload(role, file)}
              onCancel={() => uploads.cancel(role)}
            />
          ))}
          <span className={styles.soft}>
            {isDragging
              ? 'Drop a file on its line.'
              : 'A path on the machine of this dashboard, or a file of yours: upload it, or drop it on its line.'}
          </span>
        </span>
      )}
      <DatasetPreview value={value ?? null} />
    </span>
  );
}

function asJson(value: unknown): Json | undefined {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as Json);
}
