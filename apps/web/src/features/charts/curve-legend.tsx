import type { CurveFigure } from './chart-figure.tsx';
import styles from './curve-legend.module.css';
import { prepareValues, type ValueRow } from './prepare-values.ts';

export interface CurveLegendProps {
  readonly figures: readonly CurveFigure[];
  readonly kind: 'names' | 'values';
  /** Where on the axis values are read; at the lines' ends where null. */
  readonly place: number | null;
  readonly pinned: readonly string[];
  readonly onHover: (id: string | null) => void;
  readonly onPin: (id: string) => void;
}

/** What each line is; pointing at a name brings its line forward, a click keeps it there. */
export function CurveLegend({ figures, kind, place, pinned, onHover, onPin }: CurveLegendProps) {
  const rows = prepareValues(
    figures.map(({ plan }) => plan),
    place,
  );
  const name = (row: ValueRow) => (
    <button
      type="button"
      className={styles.name}
      aria-pressed={pinned.includes(row.id)}
      title={pinned.includes(row.id) ? 'Let it go back among the others' : 'Keep it in front'}
      onClick={() => onPin(row.id)}
      onPointerEnter={() => onHover(row.id)}
      onPointerLeave={() => onHover(null)}
      onFocus={() => onHover(row.id)}
      onBlur={() => onHover(null)}
    >
      <span className={styles.swatch} style={{ background: row.colour }} />
      {row.label}
    </button>
  );
  if (kind === 'names') {
    return (
      <ul className={styles.names} aria-label="Legend">
        {rows.map((row) => (
          <li key={row.id}>{name(row)}</li>
        ))}
      </ul>
    );
  }
  const axis = figures[0]?.plan.x;
  return (
    <div className={styles.scroller}>
      <table className={styles.values}>
        <thead>
          <tr>
            <th scope="col">{place === null || axis === undefined ? 'at the end' : `at ${axis.title} ${axis.format(place)}`}</th>
            {figures.map(({ title }) => (
              <th key={title} scope="col" colSpan={3}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{name(row)}</th>
              {row.cells.map(({ value, around, lowest }, index) => [
                <td key={`value ${figures[index]?.title}`}>{value}</td>,
                <td key={`around ${figures[index]?.title}`} className={styles.soft}>
                  {around}
                </td>,
                <td key={`lowest ${figures[index]?.title}`} className={styles.soft}>
                  lowest {lowest}
                </td>,
              ])}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
