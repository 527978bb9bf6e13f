'use client';

import type { LabelledRun } from '@hourglass/model/parameters';
import { formatNumberOf, shortRunLabel } from '@hourglass/presentation';
import { useSuspenseQuery } from '@tanstack/react-query';
import type { Route } from 'next';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import { SweepCharts } from '#components/charts/sweep-charts.tsx';
import { RunSwatch } from '#components/runs/run-swatch.tsx';
import buttons from '#components/ui/button.module.css';
import { PageHeader } from '#components/ui/page-header.tsx';
import { useTRPC } from '#lib/trpc.ts';
import styles from './difference-page.module.css';
import { type DifferenceSection, prepareDifference } from './prepare-difference.ts';

const crumbs: readonly [{ href: Route; label: string }] = [{ href: '/runs', label: 'Runs' }];

/** Compares two to six runs side by side. Differing values are visible; shared values are collapsed. */
export function DifferencePage({ runs: ids }: { readonly runs: readonly string[] }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.difference.get.queryOptions({ runs: [...ids] }));
  const sections = useMemo(() => prepareDifference(data.runs), [data]);
  const rows = useMemo(() => data.runs.map(({ row }) => row), [data]);
  // A baseline has no steps.
  const trained = useMemo(() => rows.filter(({ kind }) => kind === 'run'), [rows]);
  const labels = useMemo(() => new Map(data.runs.map(({ row, sweepName }) => [row.id, titleOf(row, sweepName)])), [data]);
  return (
    <main>
      <PageHeader
        crumbs={crumbs}
        title={`Difference of ${formatNumberOf(rows.length, 'run')}`}
        actions={
          <Link
            className={buttons.plain}
            href={{ pathname: '/compare', query: { runs: rows.map(({ id }) => id).join(',') } }}
            prefetch={false}
          >
            Compare reconstructions
          </Link>
        }
      />
      {trained.length > 0 && <SweepCharts runs={trained} baselines={data.baselines} labels={labels} constants={{}} />}
      <div className={styles.scroller}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col" className={styles.name}>
                <span className="visually-hidden">what</span>
              </th>
              {rows.map((row) => (
                <th key={row.id} scope="col">
                  <span className={styles.run}>
                    <RunSwatch run={row} />
                    <Link href={{ pathname: `/runs/${row.id}` }} prefetch={false}>
                      {labels.get(row.id)}
                    </Link>
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          {sections.map((section) => (
            <Section key={section.title} section={section} columns={rows.length} />
          ))}
        </table>
      </div>
    </main>
  );
}

/** `#3 of First sweep` */
function titleOf(row: LabelledRun & { readonly number: number | null }, sweepName: string): string {
  return `${shortRunLabel(row)} of ${sweepName}`;
}

function Section({ section: { title, about, lines }, columns }: { readonly section: DifferenceSection; readonly columns: number }) {
  const [isOpen, setIsOpen] = useState(false);
  const equal = lines.filter(({ isEqual }) => isEqual);
  const shown = isOpen ? lines : lines.filter(({ isEqual }) => !isEqual);
  return (
    <tbody aria-label={title}>
      <tr className={styles.head}>
        <th scope="rowgroup" colSpan={columns + 1}>
          {title} <span className={styles.soft}>{about}</span>
        </th>
      </tr>
      {shown.map(({ name, values, isEqual }) => (
        <tr key={name} className={isEqual ? styles.equal : undefined}>
          <th scope="row" className={styles.name}>
            {name}
          </th>
          {values.map((value, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the columns are runs in a fixed order
            <td key={index}>{value ?? <span className={styles.soft}>–</span>}</td>
          ))}
        </tr>
      ))}
      {equal.length > 0 && (
        <tr>
          <td colSpan={columns + 1}>
            <button type="button" aria-expanded={isOpen} className={buttons.link} onClick={() => setIsOpen(!isOpen)}>
              {isOpen ? 'Collapse' : 'Show'} {formatNumberOf(equal.length, 'equal line')}
            </button>
          </td>
        </tr>
      )}
    </tbody>
  );
}
