'use client';

import { exportName, messageOf } from '@hourglass/presentation';
import { useMemo, useRef, useState } from 'react';
import type { Look } from '#components/pictures/paint.ts';
import buttons from '#components/ui/button.module.css';
import { Popover } from '#components/ui/popover.tsx';
import { Select } from '#components/ui/select.tsx';
import { usePageActions } from '#lib/page-actions.ts';
import { saveFile } from '#lib/save-file.ts';
import styles from './export-menu.module.css';
import type { ComparisonRow } from './row.ts';
import type { Comparison } from './use-comparison.ts';
import { useFigure } from './use-figure.ts';

/** The run of a row; null if it shows several seeds. */
function onlyRun({ members: [member, ...others] }: ComparisonRow): string | null {
  return member === undefined || others.length > 0 ? null : member.run.id;
}

export interface ExportMenuProps {
  readonly comparison: Comparison;
  readonly look: Look;
}

/** Default number of columns, as in the reference figure. */
const usualColumns = 10;

/** Exports the comparison as a figure for a paper, or one run in the layout of the reference figure. */
export function ExportMenu({ comparison, look }: ExportMenuProps) {
  const { rows, order } = comparison;
  const { grid, seedFigure } = useFigure(comparison, look);
  const [count, setCount] = useState(usualColumns);
  const [chosen, setChosen] = useState('');
  const [state, setState] = useState<'idle' | 'busy' | { readonly problem: string }>('idle');
  const shown = rows.filter(({ members }) => members.some((member) => member.shown !== null));
  const row = shown.find(({ key }) => key === chosen) ?? shown.find(({ kind }) => kind !== 'baseline') ?? shown[0];
  const save = (name: string, make: () => Promise<Blob>) => {
    setState('busy');
    make()
      .then((blob) => saveFile(name, blob))
      .then(
        () => setState('idle'),
        (error: unknown) => setState({ problem: messageOf(error) }),
      );
  };
  const saveLatest = useRef(save);
  saveLatest.current = save;
  const gridLatest = useRef(grid);
  gridLatest.current = grid;
  usePageActions(
    useMemo(
      () =>
        (['svg', 'png'] as const).map((format) => ({
          label: `Export all rows as ${format.toUpperCase()}`,
          run: () => saveLatest.current(exportName({ kind: 'figure', of: null }, format), () => gridLatest.current(format, count)),
        })),
      [count],
    ),
  );
  const shared = { type: 'button', className: buttons.plain, disabled: state === 'busy' } as const;
  return (
    <Popover label="Export" title="Export" align="end">
      <div className={styles.panel}>
        <h2>All rows as a figure</h2>
        <label className={styles.count}>
          Samples
          <input
            type="number"
            min={1}
            max={Math.max(1, order.length)}
            value={count}
            onChange={(event) => setCount(Math.max(1, Math.round(event.target.valueAsNumber) || 1))}
          />
          of {order.length}, in the order shown
        </label>
        <span className={styles.buttons}>
          <button {...shared} onClick={() => save(exportName({ kind: 'figure', of: null }, 'svg'), () => grid('svg', count))}>
            Save SVG
          </button>
          <button {...shared} onClick={() => save(exportName({ kind: 'figure', of: null }, 'png'), () => grid('png', count))}>
            Save PNG
          </button>
        </span>
        {row !== undefined && (
          <>
            <h2>The seed’s figure</h2>
            <Select
              label="of"
              values={shown.map(({ key }) => key)}
              value={row.key}
              onChange={setChosen}
              words={Object.fromEntries(shown.map(({ key, label }) => [key, label]))}
            />
            <span className={styles.buttons}>
              <button {...shared} onClick={() => save(exportName({ kind: 'figure', of: onlyRun(row) }, 'png'), () => seedFigure(row))}>
                Save the seed’s figure
              </button>
            </span>
          </>
        )}
        <p role="status" className={styles.state}>
          {state === 'busy' ? 'Drawing …' : state === 'idle' ? 'Colours as on the page' : state.problem}
        </p>
      </div>
    </Popover>
  );
}
