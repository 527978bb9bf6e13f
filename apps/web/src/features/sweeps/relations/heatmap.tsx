'use client';

import { parameterTitle } from '@hourglass/model/parameters';
import { formatNumberOf } from '@hourglass/presentation';
import { useMemo, useState } from 'react';
import { Choice } from '#components/ui/choice.tsx';
import { Select } from '#components/ui/select.tsx';
import styles from './heatmap.module.css';
import type { Measure } from './measure.ts';
import { MeasureLegend } from './measure-legend.tsx';
import { inkOn, measureColour } from './measure-scale.ts';
import { type HeatmapCell, prepareHeatmap, statistics } from './prepare-heatmap.ts';
import { relationAxis } from './relation-axis.ts';
import { RelationFigure } from './relation-figure.tsx';
import type { RelationRun } from './relation-run.ts';
import type { RelationView } from './use-relation-view.ts';

export interface HeatmapProps {
  readonly runs: readonly RelationRun[];
  readonly varying: readonly string[];
  readonly view: RelationView;
  readonly measure: Measure;
  readonly selected: readonly string[];
  readonly onSelect: (ids: readonly string[]) => void;
}

const cellWords = {
  best: ({ direction }: Measure) => (direction === 'maximise' ? 'highest' : 'lowest'),
  mean: () => 'mean',
  spread: () => 'standard deviation of the',
} as const;

/** Heatmap of the measure by two parameters. A click on a cell selects its runs; shift-click adds them to the selection. */
export function Heatmap({ runs, varying, view, measure, selected, onSelect }: HeatmapProps) {
  const [x, y] = axesOf(varying, view);
  const [pointed, setPointed] = useState<HeatmapCell | null>(null);
  const plan = useMemo(
    () =>
      x === undefined || y === undefined
        ? null
        : prepareHeatmap({ runs, x: relationAxis(x, runs), y: relationAxis(y, runs), measure, statistic: view.cell }),
    [runs, x, y, measure, view.cell],
  );
  const words = Object.fromEntries(varying.map((key) => [key, parameterTitle(key)]));
  return (
    <RelationFigure
      title="Heatmap"
      subtitle={`${cellWords[view.cell](measure)} ${measure.title} of each combination`}
      gap={plan === null ? 'A heatmap needs two parameters that vary.' : null}
      controls={
        plan !== null &&
        x !== undefined &&
        y !== undefined && (
          <>
            <Select
              label="Columns"
              values={varying}
              value={x}
              words={words}
              onChange={(columns) => view.set({ columns, ...(columns === y ? { rows: x } : {}) })}
            />
            <Select
              label="Rows"
              values={varying}
              value={y}
              words={words}
              onChange={(rows) => view.set({ rows, ...(rows === x ? { columns: y } : {}) })}
            />
            <Choice label="Cell" values={statistics} value={view.cell} onChange={(cell) => view.set({ cell })} />
            <MeasureLegend best={plan.scale.best} worst={plan.scale.worst} />
          </>
        )
      }
    >
      {plan !== null && x !== undefined && y !== undefined && (
        <div className={styles.scroller}>
          <table className={styles.table}>
            <tbody>
              {plan.rows.map(({ label, cells }, row) => (
                <tr key={label}>
                  <th scope="row">
                    {row === 0 && <span className={styles.axis}>{parameterTitle(y)}</span>}
                    {label}
                  </th>
                  {cells.map((cell, column) => (
                    <td key={plan.columns[column]}>
                      <button
                        type="button"
                        className={styles.cell}
                        disabled={cell.runs.length === 0}
                        aria-pressed={cell.runs.length > 0 && cell.runs.every((id) => selected.includes(id))}
                        aria-label={`${parameterTitle(x)} ${plan.columns[column]}, ${parameterTitle(y)} ${label}: ${cell.text}, ${formatNumberOf(cell.runs.length, 'run')}`}
                        style={
                          cell.fraction === null ? undefined : { background: measureColour(cell.fraction), color: inkOn(cell.fraction) }
                        }
                        onPointerEnter={() => setPointed(cell)}
                        onPointerLeave={() => setPointed(null)}
                        onClick={(event) => onSelect(event.shiftKey ? [...new Set([...selected, ...cell.runs])] : cell.runs)}
                      >
                        {cell.text}
                      </button>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <td />
                {plan.columns.map((label) => (
                  <th key={label} scope="col">
                    {label}
                  </th>
                ))}
              </tr>
            </tfoot>
          </table>
          <p className={styles.foot}>
            {pointed === null
              ? `${parameterTitle(x)} →  click a cell to select its runs, shift-click to add them`
              : `${formatNumberOf(pointed.runs.length, 'run')}, ${pointed.n} with a value${pointed.outliers > 0 ? `, ${formatNumberOf(pointed.outliers, 'outlier')}` : ''}`}
          </p>
        </div>
      )}
    </RelationFigure>
  );
}

/**
 * The requested parameters if they vary. Otherwise the columns are the learning rate, and the rows are the first other parameter, usually
 * the network's shape.
 */
function axesOf(varying: readonly string[], { columns, rows }: RelationView): readonly [string | undefined, string | undefined] {
  const chosen = (key: string | null) => varying.find((known) => known === key);
  const usual = chosen(columns) ?? (rows === 'learningRate' ? undefined : chosen('learningRate'));
  const y = chosen(rows) ?? varying.find((key) => key !== usual);
  return [usual ?? varying.find((key) => key !== y), y];
}
