'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTRPC } from '#lib/trpc.ts';
import { useSettled } from '#lib/use-settled.ts';
import { fileText, mayHaveParts } from './data-files.ts';
import styles from './field.module.css';

/** Delay between the last change of a path and reading the file, in milliseconds. */
const patience = 300;

interface PartSelectProps {
  readonly label: string;
  /** A file with arrays or columns; another one shows nothing. */
  readonly file: string;
  readonly part: string | null;
  readonly onPart: (part: string | null) => void;
}

/** Chooses an array of an `.npz` file or a column of a table. Shows nothing where there is nothing to choose. */
export function PartSelect({ label, file, part, onPart }: PartSelectProps) {
  const trpc = useTRPC();
  const settled = useSettled(file, patience);
  const { data: parts = [] } = useQuery({
    ...trpc.launch.parts.queryOptions({ file: settled }),
    enabled: mayHaveParts(settled) && /^(\/|~\/|upload:)/.test(settled),
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (parts.length < 2 || !mayHaveParts(file)) return null;
  const kind = /\.npz$/i.test(file) ? 'array' : 'column';
  const options = part === null || parts.includes(part) ? parts : [...parts, part];
  return (
    <select
      className={styles.part}
      aria-label={`${label}: ${kind}`}
      value={part ?? ''}
      onChange={(event) => onPart(event.target.value === '' ? null : event.target.value)}
    >
      <option value="">{kind}…</option>
      {options.map((name) => (
        <option key={name} value={name}>
          {`${kind} ${name}`}
        </option>
      ))}
    </select>
  );
}

/** The path that names this part of a file. */
export function withPart(path: string, part: string | null): string {
  const { file } = fileText(path);
  return part === null ? file : `${file}#${part}`;
}
