'use client';

import type { Ranking } from '@hourglass/model/metrics';
import { parameterTitle } from '@hourglass/model/parameters';
import { baselineLabel, formatNumberOf } from '@hourglass/presentation';
import { useMemo } from 'react';
import buttons from '#components/ui/button.module.css';
import { Select } from '#components/ui/select.tsx';
import type { RunRow } from '#wire/run-row.ts';
import { CodeSize } from './code-size.tsx';
import { Heatmap } from './heatmap.tsx';
import { Importance } from './importance.tsx';
import { outlierLimit } from './outlier-limit.ts';
import { Parallel } from './parallel.tsx';
import { measureKey } from './prepare-parallel.ts';
import { parameterKeys, shapes } from './relation-axis.ts';
import { isOutlier, relationRuns } from './relation-run.ts';
import styles from './relations.module.css';
import { Scatter } from './scatter.tsx';
import { useMeasures } from './use-measures.ts';
import { useRelationView } from './use-relation-view.ts';

export interface RelationsProps {
  readonly sweep: string;
  readonly ranking: Ranking;
  readonly runs: readonly RunRow[];
  readonly baselines: readonly RunRow[];
  readonly labels: ReadonlyMap<string, string>;
  readonly constants: Readonly<Record<string, number | string>>;
  readonly varying: readonly string[];
  readonly selected: readonly string[];
  readonly onSelect: (ids: readonly string[]) => void;
}

/** Views on a whole sweep: the relations between its parameters and a cost or another metric. All views share one selection. */
export default function Relations({ sweep, ranking, runs, baselines, labels, constants, varying, selected, onSelect }: RelationsProps) {
  const view = useRelationView();
  const { shape, apart } = view;
  const { measures, measure, measured, isLoading, error } = useMeasures({ sweep, ranking, runs, chosen: view.measure });
  const limit = useMemo(() => outlierLimit(runs, baselines, measure), [runs, baselines, measure]);
  const fitted = apart === 'edge' ? limit : null;
  const related = useMemo(
    () => relationRuns({ runs, labels, constants, measured, limit: fitted }),
    [runs, labels, constants, measured, fitted],
  );
  const outlierIds = useMemo(() => runs.flatMap((run) => (isOutlier(run, limit) ? [run.id] : [])), [runs, limit]);
  const pca = useMemo(() => {
    const pcaBaselines = baselines.filter(({ values }) => values.baseline === 'pca');
    const names = new Map(pcaBaselines.map(({ id, values }) => [id, baselineLabel(values)]));
    return relationRuns({ runs: pcaBaselines, labels: names, constants: {}, measured, limit: null }).filter((run) => run.measured !== null);
  }, [baselines, measured]);
  const keys = useMemo(() => parameterKeys(varying, shape), [varying, shape]);
  const known = shapes.filter((key) => varying.includes(key));
  const [first] = known;
  const shared = { runs: related, view, measure, selected, onSelect };
  return (
    <section aria-label="Relations of parameters and costs" className={styles.section}>
      <div className={styles.controls}>
        <Select
          label="Of"
          values={measures.map(({ key }) => key)}
          value={measure.key}
          words={Object.fromEntries(measures.map(({ key, title }) => [key, title]))}
          // A range of one measure is none of another.
          onChange={(chosen) => view.set({ measure: chosen, brush: view.brush.filter(({ key }) => key !== measureKey) })}
        />
        {first !== undefined && known.length > 1 && (
          <Select
            label="Shape of the network as"
            values={known}
            value={known.find((key) => key === shape) ?? first}
            words={Object.fromEntries(known.map((key) => [key, parameterTitle(key)]))}
            onChange={(chosen) =>
              view.set({ shape: chosen === first ? null : chosen, brush: view.brush.filter(({ key }) => !shapes.includes(key)) })
            }
          />
        )}
        {outlierIds.length > 0 && (
          <p className={styles.outliers} role="status">
            {formatNumberOf(outlierIds.length, 'outlier')} ({limit.meaning}):{' '}
            {apart === 'edge' ? 'shown at the edge' : 'fitted like the others'}{' '}
            <button type="button" className={buttons.link} onClick={() => view.set({ apart: apart === 'edge' ? 'fitted' : 'edge' })}>
              {apart === 'edge' ? 'Fit all' : 'Show at the edge'}
            </button>{' '}
            <button type="button" className={buttons.link} onClick={() => onSelect(outlierIds)}>
              Select
            </button>
          </p>
        )}
      </div>
      {error !== null && <p role="alert">{error.message}</p>}
      {isLoading ? (
        <p role="status">Loading…</p>
      ) : (
        <div className={styles.views}>
          <Parallel {...shared} keys={keys} />
          <Heatmap {...shared} varying={varying} />
          <Scatter {...shared} baselines={pca} varying={varying} />
          <CodeSize {...{ runs: related, measure, selected, onSelect }} pca={pca} />
          <Importance {...{ runs: related, measure, selected, onSelect }} keys={keys} choice={`${measure.key} ${apart}`} />
        </div>
      )}
    </section>
  );
}
