import type { SweepRow } from '#wire/sweep-row.ts';
import styles from './namesake-note.module.css';

/** The number of fields that are named; the sweep's page gives all. */
const mostNamed = 3;

/** How a sweep differs from the earlier one of the same name. */
export function NamesakeNote({ namesake }: Pick<SweepRow, 'namesake'>) {
  if (namesake === null) return null;
  const titles = namesake.differences.map(({ title }) => title);
  const more = titles.length > mostNamed ? ` and ${titles.length - mostNamed} more` : '';
  return (
    <span className={styles.note}>
      {titles.length === 0 ? 'with other data' : `with other ${titles.slice(0, mostNamed).join(', ')}${more}`}
    </span>
  );
}
