import type { RunGroup } from '@hourglass/db';
import {
  commonDecimals,
  formatCost,
  formatCount,
  formatFixed,
  formatNumberOf,
  formatParameter,
  spreadMeaning,
} from '@hourglass/presentation';
import type { FieldIndex } from '@hourglass/sweeps/filter';
import { hint } from '#components/ui/hint.ts';
import { StateShape } from '#components/ui/state-mark.tsx';
import styles from './group-row.module.css';
import { columnTitle } from './prepare-columns.ts';

export interface GroupRowProps {
  readonly group: RunGroup;
  readonly by: readonly string[];
  readonly fields: FieldIndex;
  readonly isOpen: boolean;
  readonly index: number;
  readonly top: number;
  readonly width: number;
  readonly onToggle: () => void;
}

const order = ['complete', 'pruned', 'stopped', 'failed', 'running', 'waiting'] as const;

/** Heading of a group: the shared values of its runs, and the mean and spread of their costs. */
export function GroupRow({ group, by, fields, isOpen, index, top, width, onToggle }: GroupRowProps) {
  const { mean, standardDeviation, lowest, count, excluded, datasets } = group.costs;
  // Its own: groups may be on different data sets.
  const decimals = commonDecimals([mean]);
  return (
    <tr aria-rowindex={index + 2} className={styles.row} style={{ top, width }}>
      <td className={styles.content}>
        <button type="button" aria-expanded={isOpen} onClick={onToggle} className={styles.toggle}>
          <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span>
          {by.map((name, position) => {
            const value = group.values[position] ?? null;
            return (
              <span key={name}>
                <span className={styles.soft}>{columnTitle(name, fields)}</span> {value === null ? 'none' : formatParameter(value)}
              </span>
            );
          })}
        </button>
        <span className={styles.soft}>{formatNumberOf(group.runs, 'run')}</span>
        <span className={styles.states}>
          {order.flatMap((state) =>
            group.states[state] === undefined
              ? []
              : [
                  <span key={state} className={styles.state} {...hint(state)}>
                    <StateShape state={state} />
                    {group.states[state]}
                  </span>,
                ],
          )}
        </span>
        {excluded > 0 && <span className={styles.soft}>{formatCount(excluded)} diverged or no better than the mean, left out</span>}
        {datasets > 1 && <span className={styles.soft}>costs on {datasets} data sets are not averaged: group by data set first</span>}
        {mean !== null && (
          <span>
            <span className={styles.soft}>best validation</span> {formatFixed(mean, decimals)}
            {standardDeviation !== null && ` ± ${formatFixed(standardDeviation, decimals)}`}
            <span className={styles.soft}>
              {' '}
              ({standardDeviation === null ? formatNumberOf(count, 'run') : spreadMeaning({ count, over: 'run' })}) · lowest{' '}
              {formatCost(lowest)}
            </span>
          </span>
        )}
      </td>
    </tr>
  );
}
