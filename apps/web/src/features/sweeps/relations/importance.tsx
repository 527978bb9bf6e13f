'use client';

import { formatNumberOf, formatShare } from '@hourglass/presentation';
import { useMemo } from 'react';
import styles from './importance.module.css';
import type { Measure } from './measure.ts';
import { type Importance as ImportancePlan, importanceGap, isLogarithmic, rankedRuns } from './prepare-importance.ts';
import { prepareSlice } from './prepare-slice.ts';
import { relationAxis } from './relation-axis.ts';
import { RelationFigure } from './relation-figure.tsx';
import type { RelationRun } from './relation-run.ts';
import { useImportance } from './use-importance.ts';
import { XyFrame } from './xy-frame.tsx';

export interface ImportanceProps {
  readonly runs: readonly RelationRun[];
  readonly keys: readonly string[];
  readonly measure: Measure;
  /** Identifies what the reader chose beside the axes: another choice is computed at once. */
  readonly choice: string;
  readonly selected: readonly string[];
  readonly onSelect: (ids: readonly string[]) => void;
}

/** Minimum R² of the forest. Below it, its importances do not describe the runs. */
const trustworthy = 0.5;

/** Importance of each parameter for the measure, and the measure along each parameter. */
export function Importance({ runs, keys, measure, choice, selected, onSelect }: ImportanceProps) {
  const input = useMemo(() => ({ runs, axes: keys.map((key) => relationAxis(key, runs)) }), [runs, keys]);
  const gap = importanceGap(input);
  const { importance, changed, error } = useImportance(gap === null ? input : null, choice);
  const slices = useMemo(
    () => importance?.axes.map((own) => ({ own, plan: prepareSlice({ importance: own, runs, measure }) })),
    [importance, runs, measure],
  );
  return (
    <RelationFigure
      isWide
      title="What mattered"
      subtitle={`share of the variance of the ${isLogarithmic(rankedRuns(runs)) ? 'logarithm of the ' : ''}${measure.title}: fANOVA of a random forest (Hutter et al. 2014)`}
      gap={gap}
    >
      {error !== null ? (
        <p className={styles.waiting} role="alert">
          {error.message}
        </p>
      ) : importance === null ? (
        <p className={styles.waiting} role="status">
          Growing the forest…
        </p>
      ) : (
        <div className={styles.columns} aria-busy={changed === null}>
          <Shares importance={importance} changed={changed} outliers={runs.filter(({ isOutlier }) => isOutlier).length} />
          {slices?.map(({ own, plan }) => (
            <XyFrame
              key={own.axis.key}
              plan={plan}
              height={170}
              label={`${measure.title} along ${own.axis.title}`}
              onPick={(id, isAdded) => onSelect(isAdded ? [...new Set([...selected, id])] : [id])}
            />
          ))}
        </div>
      )}
    </RelationFigure>
  );
}

interface SharesProps {
  readonly importance: ImportancePlan;
  /** Number of runs that have ended or changed since; null while another choice is computed. */
  readonly changed: number | null;
  /** Number of outliers. */
  readonly outliers: number;
}

function Shares({ importance, changed, outliers }: SharesProps) {
  const { axes, pairs, rest, explained, runs } = importance;
  const from = `From ${formatNumberOf(runs, 'run')}${outliers === 0 ? '' : `, without ${formatNumberOf(outliers, 'outlier')}`}`;
  return (
    <div className={styles.shares}>
      <table className={styles.table}>
        <tbody>
          {axes.map(({ axis, share, deviation }) => (
            <Share key={axis.key} name={axis.title} share={share} note={`± ${formatShare(deviation)}`} />
          ))}
          {pairs
            .filter(({ share }) => share >= 0.005)
            .map(({ titles, share }) => (
              <Share key={titles.join()} name={`${titles[0]} with ${titles[1]}`} share={share} note="" isTogether />
            ))}
          {rest >= 0.005 && <Share name="other combinations" share={rest} note="" isTogether />}
        </tbody>
      </table>
      <p className={explained !== null && explained < trustworthy ? styles.doubt : styles.foot}>
        {explained === null
          ? `${from}.`
          : `${from}; the forest explains ${formatShare(Math.max(0, explained))} of the variance of runs that its trees did not see.`}
        {changed === null && ' Another forest is growing for this choice.'}
        {changed !== null &&
          changed > 0 &&
          ` ${formatNumberOf(changed, 'run')} ended or changed since; the forest grows again for each tenth more, and after the last.`}
        {explained !== null && explained < trustworthy && ' That is too low to trust these shares; more runs would help.'}
        {' ± is one standard deviation between trees. The line in each slice is the expected value, averaged over the other parameters.'}
      </p>
    </div>
  );
}

interface ShareProps {
  readonly name: string;
  readonly share: number;
  readonly note: string;
  readonly isTogether?: boolean;
}

function Share({ name, share, note, isTogether = false }: ShareProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className={styles.track}>
        <span className={isTogether ? styles.together : styles.bar} style={{ width: `${100 * Math.max(0, share)}%` }} />
      </td>
      <td className={styles.number}>{formatShare(share)}</td>
      <td className={styles.note}>{note}</td>
    </tr>
  );
}
