'use client';

import { isDefaultRanking, rankingText } from '@hourglass/model/metrics';
import { parameterTitle } from '@hourglass/model/parameters';
import { datasetLabel, decimalsByDataset, formatCost, formatFixed } from '@hourglass/presentation';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRef, useState } from 'react';
import { NotHeldOut } from '#components/runs/not-held-out.tsx';
import { hint } from '#components/ui/hint.ts';
import { StateBar } from '#components/ui/state-bar.tsx';
import { Time } from '#components/ui/time.tsx';
import { boxModifier, keepTextUnselected, rowModifier } from '#lib/row-click.ts';
import { type SelectionClick, toggleSelection } from '#lib/toggle-selection.ts';
import type { SweepRow } from '#wire/sweep-row.ts';
import { NamesakeNote } from './namesake-note.tsx';
import styles from './sweep-table.module.css';

/** Loaded on the first selection, to keep the page's bundle small. */
const SweepSelection = dynamic(() => import('./sweep-selection.tsx').then((module) => module.SweepSelection), { ssr: false });

/** Table of sweeps. A click selects a row, shift-click selects a range, and the checkbox toggles a single row. */
export function SweepTable({ sweeps }: { readonly sweeps: readonly SweepRow[] }) {
  const decimalsOf = decimalsByDataset(sweeps, ({ best }) => (best === null ? [] : [best.validationCostPerSample, best.testCostPerSample]));
  const [chosen, setChosen] = useState<readonly string[]>([]);
  // Drop sweeps from the selection that were deleted elsewhere.
  const selected = sweeps.filter(({ id }) => chosen.includes(id)).map(({ id }) => id);
  const anchor = useRef<string | null>(null);
  const select = (id: string, modifier: SelectionClick['modifier']) => {
    setChosen(toggleSelection(selected, { id, order: sweeps.map((sweep) => sweep.id), anchor: anchor.current, modifier }));
    anchor.current = id;
  };
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={styles.name}>
              sweep
            </th>
            <th scope="col" className={styles.dataset}>
              data set
            </th>
            <th scope="col" className={styles.axes}>
              varies
            </th>
            <th scope="col" className={styles.runs}>
              runs
            </th>
            <th
              scope="col"
              className={styles.number}
              {...hint('Validation cost per sample of the best finished run after its best epoch: by default the lowest of any epoch')}
            >
              {sweeps.every(({ ranking }) => isDefaultRanking(ranking)) ? 'best validation' : 'validation at best'}
            </th>
            <th scope="col" className={styles.number} {...hint('Test cost per sample of the same run after the same epoch')}>
              test at best
            </th>
            <th scope="col" className={styles.number}>
              last event
            </th>
            <th scope="col" className={styles.number}>
              started
            </th>
          </tr>
        </thead>
        <tbody data-rows="">
          {sweeps.map((sweep) => (
            <tr
              key={sweep.id}
              aria-selected={selected.includes(sweep.id)}
              onClick={(event) => {
                const modifier = rowModifier(event);
                if (modifier !== null) select(sweep.id, modifier);
              }}
              onMouseDown={keepTextUnselected}
            >
              <th scope="row" className={styles.name}>
                <input
                  type="checkbox"
                  checked={selected.includes(sweep.id)}
                  onChange={(event) => select(sweep.id, boxModifier(event))}
                  aria-label={`Select ${sweep.name}`}
                />
                <Link href={`/sweeps/${sweep.id}`}>{sweep.name}</Link>
                <NamesakeNote namesake={sweep.namesake} />
                {!isDefaultRanking(sweep.ranking) && <span className={styles.ranked}>{rankedText(sweep)}</span>}
              </th>
              <td className={styles.dataset}>{datasetLabel(sweep)}</td>
              <td className={styles.axes}>{sweep.axes.length === 0 ? 'nothing' : sweep.axes.map(parameterTitle).join(', ')}</td>
              <td className={styles.runs}>
                <StateBar counts={sweep.shownCounts} />
              </td>
              <td className={`${styles.number} ${styles.best}`}>
                {!sweep.hasValidation ? (
                  <NotHeldOut />
                ) : sweep.best === null ? (
                  '–'
                ) : (
                  <Link href={{ pathname: `/runs/${sweep.best.run}` }} {...hint(bestHint(sweep.best, sweep.ranking))}>
                    {formatFixed(sweep.best.validationCostPerSample, decimalsOf(sweep))}
                  </Link>
                )}
              </td>
              <td className={`${styles.number} ${styles.test}`}>
                {sweep.hasBest ? formatFixed(sweep.best?.testCostPerSample ?? null, decimalsOf(sweep)) : <NotHeldOut />}
              </td>
              <td className={`${styles.number} ${styles.soft} ${styles.last}`}>
                <Time at={sweep.updatedAt} />
              </td>
              <td className={`${styles.number} ${styles.soft} ${styles.started}`}>
                <Time at={sweep.createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {selected.length > 0 && <SweepSelection selected={selected} onNone={() => setChosen([])} />}
    </>
  );
}

/** `After epoch 3, the one with the lowest validation KL` */
function bestHint({ epoch }: NonNullable<SweepRow['best']>, ranking: SweepRow['ranking']): string {
  return isDefaultRanking(ranking) ? `After epoch ${epoch}` : `After epoch ${epoch}, the one with the ${rankingText(ranking)}`;
}

/** `lowest validation KL 12.3` */
function rankedText({ ranking, best }: SweepRow): string {
  return best === null ? rankingText(ranking) : `${rankingText(ranking)} ${formatCost(best.value)}`;
}
