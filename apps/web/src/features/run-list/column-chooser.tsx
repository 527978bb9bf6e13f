'use client';

import { foldCase } from '@hourglass/presentation';
import type { FieldIndex, FilterField } from '@hourglass/sweeps/filter';
import { useState } from 'react';
import { hint } from '#components/ui/hint.ts';
import { Popover } from '#components/ui/popover.tsx';
import styles from './column-chooser.module.css';
import { type Column, moveColumn, toggleColumn } from './list-view.ts';
import { columnTitle, pictureColumns } from './prepare-columns.ts';

export interface ColumnChooserProps {
  readonly columns: readonly Column[];
  readonly pinned: number;
  readonly fields: FieldIndex;
  readonly onColumns: (columns: readonly Column[]) => void;
  /** Returns to the columns of the default view. */
  readonly onReset: () => void;
  readonly onPinned: (pinned: number) => void;
}

/** Selects the visible columns, their order, and how many of them are pinned. */
export function ColumnChooser({ columns, pinned, fields, onColumns, onReset, onPinned }: ColumnChooserProps) {
  const [search, setSearch] = useState('');
  const shown = new Set(columns.map(({ id }) => id));
  const all = [...pictureColumns.map(({ id }) => id), ...[...fields.values()].flatMap((field) => (isColumn(field) ? [field.name] : []))];
  const wanted = foldCase(search.trim());
  const others = all.filter((id) => !shown.has(id) && foldCase(`${id} ${columnTitle(id, fields)}`).includes(wanted));
  return (
    <Popover label={`Columns ${columns.length}`} title="Columns">
      <div className={styles.chooser}>
        <div className={styles.line}>
          <label>
            Pin the first{' '}
            <input
              type="number"
              min={0}
              max={10}
              value={pinned}
              onChange={({ target }) => onPinned(Math.min(10, Math.max(0, target.valueAsNumber || 0)))}
            />{' '}
            in sight
          </label>
          <button type="button" onClick={onReset}>
            Reset
          </button>
        </div>
        <ol className={styles.list} aria-label="Shown columns">
          {columns.map(({ id }, index) => (
            <li key={id}>
              <label {...hint(id)}>
                <input type="checkbox" checked onChange={() => onColumns(toggleColumn(columns, id))} /> {columnTitle(id, fields)}
              </label>
              <button
                type="button"
                aria-label={`Move ${id} left`}
                disabled={index === 0}
                onClick={() => onColumns(moveColumn(columns, id, index - 1))}
              >
                ↑
              </button>
              <button
                type="button"
                aria-label={`Move ${id} right`}
                disabled={index === columns.length - 1}
                onClick={() => onColumns(moveColumn(columns, id, index + 1))}
              >
                ↓
              </button>
            </li>
          ))}
        </ol>
        <div className={styles.line}>
          <input
            type="search"
            placeholder="Find a column"
            aria-label="Find a column"
            value={search}
            onChange={({ target }) => setSearch(target.value)}
          />
          {others.length > 0 && (
            <button type="button" onClick={() => onColumns([...columns, ...others.map((id) => ({ id, width: null }))])}>
              Show all {others.length}
            </button>
          )}
        </div>
        <ul className={styles.list} aria-label="Other columns">
          {others.map((id) => (
            <li key={id}>
              <label {...hint(id)}>
                <input type="checkbox" checked={false} onChange={() => onColumns(toggleColumn(columns, id))} /> {columnTitle(id, fields)}
              </label>
            </li>
          ))}
        </ul>
      </div>
    </Popover>
  );
}

/** Aliases and metrics other than costs are available only for filters and sorting. */
function isColumn({ name, metric, isAlias }: FilterField): boolean {
  return metric === undefined && isAlias !== true && name !== 'sweep.tags';
}
