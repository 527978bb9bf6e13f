'use client';

import type { FieldIndex } from '@hourglass/sweeps/filter';
import styles from './group-menu.module.css';
import type { Column } from './list-view.ts';
import { columnTitle } from './prepare-columns.ts';

export interface GroupMenuProps {
  readonly groupBy: readonly string[];
  readonly columns: readonly Column[];
  readonly fields: FieldIndex;
  readonly onGroup: (group: string) => void;
}

const most = 3;

/** Selects up to three visible columns for nested grouping. */
export function GroupMenu({ groupBy, columns, fields, onGroup }: GroupMenuProps) {
  const candidates = [...groupBy, ...columns.map(({ id }) => id)].filter((id) => fields.has(id) && fields.get(id)?.type !== 'tags');
  const choose = (position: number, id: string) =>
    onGroup((id === '' ? groupBy.slice(0, position) : [...groupBy.slice(0, position), id, ...groupBy.slice(position + 1)]).join(','));
  return (
    <span className={styles.menu}>
      {[...groupBy, ''].slice(0, most).map((chosen, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a select is identified by its nesting level
        <label key={position}>
          <span className={styles.word}>{position === 0 ? 'Group by' : 'then'}</span>
          <select value={chosen} onChange={({ target }) => choose(position, target.value)}>
            <option value="">{position === 0 ? 'nothing' : '…'}</option>
            {[...new Set(candidates)]
              .filter((id) => id === chosen || !groupBy.includes(id))
              .map((id) => (
                <option key={id} value={id}>
                  {columnTitle(id, fields)}
                </option>
              ))}
          </select>
        </label>
      ))}
    </span>
  );
}
