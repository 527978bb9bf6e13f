'use client';

import { isDefaultRanking, metricTitle, type Ranking } from '@hourglass/model/metrics';
import { runLabel } from '@hourglass/model/parameters';
import { commonDecimals, formatDuration, formatFixed, formatParameter, numberLabel } from '@hourglass/presentation';
import { type ConfigurationSummary, sharedValue } from '@hourglass/sweeps/configurations';
import Link from 'next/link';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import names from '#components/runs/run-name.module.css';
import { RunSwatch } from '#components/runs/run-swatch.tsx';
import { StateMark } from '#components/ui/state-mark.tsx';
import { epochsText, orderConfigurations, seedsText } from './configuration-order.ts';
import styles from './configuration-table.module.css';
import type { ParameterColumn, TableRun } from './prepare-run-table.ts';
import { RowGap, useVisibleRows } from './visible-rows.tsx';

type Summary = ConfigurationSummary<TableRun>;

export interface ConfigurationTableProps {
  readonly summaries: readonly Summary[];
  /** The parameters in which configurations differ. */
  readonly parameters: readonly ParameterColumn[];
  readonly varying: readonly string[];
  /** Whether epochs are ranked; without, columns have the costs of the last epoch. */
  readonly hasBest: boolean;
  readonly ranking: Ranking;
  /** The id of a column, with `-` before it for the highest first. */
  readonly order: string;
  readonly onOrder: (order: string) => void;
}

type Line = { readonly kind: 'configuration'; readonly summary: Summary } | { readonly kind: 'run'; readonly run: TableRun };

interface Column {
  readonly id: string;
  readonly title: string;
  readonly isNumeric: boolean;
}

/** @param hasCost whether best epochs have a validation cost */
const measures = (ranking: Ranking, hasCost: boolean): readonly Column[] => [
  { id: 'seeds', title: 'seeds', isNumeric: true },
  ...(isDefaultRanking(ranking)
    ? []
    : [
        { id: 'best', title: `best ${metricTitle(ranking)}, mean`, isNumeric: true },
        { id: 'bestSd', title: 's.d. over seeds', isNumeric: true },
      ]),
  ...(hasCost
    ? [
        { id: 'validation', title: `${isDefaultRanking(ranking) ? 'best validation' : 'validation at best'}, mean`, isNumeric: true },
        { id: 'validationSd', title: 's.d. over seeds', isNumeric: true },
      ]
    : []),
  { id: 'test', title: 'test at best, mean', isNumeric: true },
  { id: 'testSd', title: 's.d. over seeds', isNumeric: true },
  { id: 'epoch', title: 'best epoch', isNumeric: true },
  { id: 'time', title: 'training time, mean', isNumeric: true },
];

/** Columns of a sweep without best epochs. */
const measuresAtEnd: readonly Column[] = [
  { id: 'seeds', title: 'seeds', isNumeric: true },
  { id: 'test', title: 'last test, mean', isNumeric: true },
  { id: 'testSd', title: 's.d. over seeds', isNumeric: true },
  { id: 'time', title: 'training time, mean', isNumeric: true },
];

/** One row per configuration, which summarises its seeds. A row opens to show its runs. */
export function ConfigurationTable({ summaries, parameters, varying, hasBest, ranking, order, onOrder }: ConfigurationTableProps) {
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const columns: readonly Column[] = [
    ...parameters.map(({ key, title, isNumeric }) => ({ id: key, title, isNumeric })),
    ...(hasBest ? measures(ranking, isDefaultRanking(ranking) || summaries.some(({ validation }) => validation.count > 0)) : measuresAtEnd),
  ];
  const rankedDecimals = commonDecimals(summaries.map(({ ranked }) => ranked.mean));
  const decimals = commonDecimals(summaries.flatMap(({ validation, test }) => [validation.mean, test.mean]));
  const lines = useMemo(
    () =>
      orderConfigurations(summaries, order).flatMap((summary): readonly Line[] => [
        { kind: 'configuration', summary },
        ...(opened.has(summary.configuration) ? summary.runs.map((run): Line => ({ kind: 'run', run })) : []),
      ]),
    [summaries, order, opened],
  );
  const body = useRef<HTMLTableSectionElement>(null);
  const { visible, above, below } = useVisibleRows(lines, body);
  const toggle = (configuration: number) =>
    setOpened(
      (before) => new Set(before.has(configuration) ? [...before].filter((each) => each !== configuration) : [...before, configuration]),
    );

  return (
    <div className={styles.scroller}>
      <table className={styles.table} aria-label="Configurations">
        <thead>
          <tr>
            <th scope="col" className={styles.left}>
              configuration
            </th>
            {columns.map(({ id, title, isNumeric }) => {
              const direction = order === id ? 'ascending' : order === `-${id}` ? 'descending' : 'none';
              return (
                <th key={id} scope="col" className={isNumeric ? undefined : styles.left} aria-sort={direction}>
                  <button type="button" onClick={() => onOrder(direction === 'ascending' ? `-${id}` : id)}>
                    {title}
                    {direction === 'none' ? '' : direction === 'ascending' ? ' ↑' : ' ↓'}
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody ref={body} data-rows="">
          <RowGap rows={above} columns={columns.length + 1} className={styles.gap} />
          {visible.map((line) =>
            line.kind === 'configuration' ? (
              <tr key={`configuration ${line.summary.configuration}`}>
                <th scope="row" className={styles.left}>
                  <span className={names.name}>
                    <button
                      type="button"
                      className={styles.toggle}
                      aria-expanded={opened.has(line.summary.configuration)}
                      onClick={() => toggle(line.summary.configuration)}
                    >
                      <span aria-hidden="true">{opened.has(line.summary.configuration) ? '▾' : '▸'}</span>
                      <RunSwatch run={line.summary.first} />
                      {runLabel({ ...line.summary.first, name: null }, varying)}
                    </button>
                  </span>
                </th>
                {columns.map(({ id, isNumeric }) => (
                  <td key={id} className={isNumeric ? undefined : styles.left}>
                    {cellOf(line.summary, id, { decimals, rankedDecimals })}
                  </td>
                ))}
              </tr>
            ) : (
              <tr key={line.run.id} className={styles.member}>
                <th scope="row" className={styles.left}>
                  <Link href={{ pathname: `/runs/${line.run.id}` }} prefetch={false}>
                    {line.run.number === null ? line.run.id : numberLabel(line.run.number)} seed {line.run.seed}
                  </Link>{' '}
                  {line.run.state !== 'complete' && <StateMark run={line.run} />}
                </th>
                {columns.map(({ id, isNumeric }) => (
                  <td key={id} className={isNumeric ? undefined : styles.left}>
                    {memberCell(line.run, id, { decimals, rankedDecimals, hasBest })}
                  </td>
                ))}
              </tr>
            ),
          )}
          <RowGap rows={below} columns={columns.length + 1} className={styles.gap} />
        </tbody>
      </table>
    </div>
  );
}

interface Decimals {
  readonly decimals: number;
  /** Decimals of the values that rank epochs. */
  readonly rankedDecimals: number;
}

function cellOf(summary: Summary, id: string, { decimals, rankedDecimals }: Decimals): ReactNode {
  const { ranked, validation, test, trainingSeconds } = summary;
  switch (id) {
    case 'seeds':
      return seedsText(summary);
    case 'best':
      return <strong>{formatFixed(ranked.mean, rankedDecimals)}</strong>;
    case 'bestSd':
      return formatFixed(ranked.deviation, rankedDecimals);
    case 'validation':
      return <strong>{formatFixed(validation.mean, decimals)}</strong>;
    case 'validationSd':
      return formatFixed(validation.deviation, decimals);
    case 'test':
      return formatFixed(test.mean, decimals);
    case 'testSd':
      return formatFixed(test.deviation, decimals);
    case 'epoch':
      return epochsText(summary);
    case 'time':
      return trainingSeconds.mean === null || trainingSeconds.mean === 0 ? '–' : formatDuration(trainingSeconds.mean);
    default:
      return formatParameter(sharedValue(summary, id) ?? '–');
  }
}

function memberCell(run: TableRun, id: string, { decimals, rankedDecimals, hasBest }: Decimals & { readonly hasBest: boolean }): ReactNode {
  switch (id) {
    case 'best':
      return formatFixed(run.bestValue, rankedDecimals);
    case 'validation':
      return formatFixed(run.bestValidationCost, decimals);
    case 'test':
      return formatFixed(hasBest ? run.bestTestCost : run.lastTestCost, decimals);
    case 'epoch':
      return run.bestEpoch ?? '–';
    case 'time':
      return run.trainingSeconds === 0 ? '–' : formatDuration(run.trainingSeconds);
    default:
      return null;
  }
}
