import { memo } from 'react';
import { hint } from '#components/ui/hint.ts';
import type { ChartPlan } from './chart-plan.ts';
import styles from './curve-legend.module.css';
import { type LegendEntry, prepareValues } from './prepare-values.ts';

export interface CurveLegendProps {
  readonly entries: readonly LegendEntry[];
  readonly plans: readonly ChartPlan[];
  /** Titles of the plans, in their order. */
  readonly titles: readonly string[];
  readonly kind: 'names' | 'values';
  /** Position on the axis where values are read; at the lines' ends where null. */
  readonly position: number | null;
  readonly pinned: readonly string[];
  readonly onHover: (id: string | null) => void;
  readonly onPin: (id: string) => void;
}

/** The legend: hovering a name highlights its line, a click keeps the highlight. */
export function CurveLegend({ kind, ...legend }: CurveLegendProps) {
  return kind === 'names' ? <Names {...legend} /> : <Values {...legend} />;
}

type LegendProps = Omit<CurveLegendProps, 'kind'>;

function Names({ entries, pinned, onHover, onPin }: LegendProps) {
  return (
    <ul className={styles.names} aria-label="Legend">
      {entries.map(({ id, label, colour }) => (
        <li key={id}>
          <Name {...{ id, label, colour, onHover, onPin }} isPinned={pinned.includes(id)} />
        </li>
      ))}
    </ul>
  );
}

function Values({ entries, plans, titles, position, pinned, onHover, onPin }: LegendProps) {
  const axis = plans[0]?.x;
  const rows = prepareValues(entries, plans, position);
  return (
    <div className={styles.scroller}>
      <table className={styles.values}>
        <thead>
          <tr>
            <th scope="col">{position === null || axis === undefined ? 'at the end' : `at ${axis.title} ${axis.format(position)}`}</th>
            {titles.map((title) => (
              <th key={title} scope="col" colSpan={3}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, label, colour, cells }) => (
            <tr key={id}>
              <th scope="row">
                <Name {...{ id, label, colour, onHover, onPin }} isPinned={pinned.includes(id)} />
              </th>
              {cells.map(({ value, around, lowest }, index) => [
                <td key={`value ${titles[index]}`}>{value}</td>,
                <td key={`around ${titles[index]}`} className={styles.soft}>
                  {around}
                </td>,
                <td key={`lowest ${titles[index]}`} className={styles.soft}>
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

interface NameProps extends LegendEntry, Pick<CurveLegendProps, 'onHover' | 'onPin'> {
  readonly isPinned: boolean;
}

/** Memoized, so that none of a hundred lines renders again when an axis moves. */
const Name = memo(function Name({ id, label, colour, isPinned, onHover, onPin }: NameProps) {
  return (
    <button
      type="button"
      className={styles.name}
      aria-pressed={isPinned}
      {...hint(isPinned ? 'Click to remove the highlight' : 'Click to keep it highlighted')}
      onClick={() => onPin(id)}
      onPointerEnter={() => onHover(id)}
      onPointerLeave={() => onHover(null)}
      onFocus={() => onHover(id)}
      onBlur={() => onHover(null)}
    >
      <span className={styles.swatch} style={{ background: colour }} />
      {label}
    </button>
  );
});
