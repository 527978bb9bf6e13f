import { at } from '@hourglass/engine/checked';
import { quantile, summarise } from '../measuring/statistics.ts';
import { type Column, digits, formatTable, spread } from '../reporting/format.ts';
import type { MovedPage, TimedQuery, VisitedPage } from './measure.ts';
import { queries as asked, type Wanted, warmUp } from './queries.ts';
import type { ServerMemory } from './serving.ts';
import { type ByteKind, byteKinds, type Visit } from './visit.ts';

export interface DashboardFindings {
  readonly queries: readonly TimedQuery[];
  readonly visits: readonly VisitedPage[];
  readonly frames: readonly MovedPage[];
  readonly memory: readonly (ServerMemory & { readonly name: string })[];
  readonly missing: readonly string[];
}

/** Users notice frames longer than this. Milliseconds: three refreshes at 60 Hz. */
const longFrame = 50;

/** Browser clocks have a resolution of 0.1 ms, so that three refreshes sometimes measure 50.1 ms. Four measure 66.7 ms. */
const clockStep = 0.15;

const share = (values: readonly number[], fraction: number) =>
  digits(
    quantile(
      values.toSorted((a, b) => a - b),
      fraction,
    ),
  );
const name = { title: 'what', align: 'left', text: (row: { readonly name: string }) => row.name } as const;

const queryColumns: readonly Column<TimedQuery>[] = [
  name,
  { title: 'p50, ms', align: 'right', text: ({ milliseconds }) => share(milliseconds, 0.5) },
  { title: 'p95, ms', align: 'right', text: ({ milliseconds }) => share(milliseconds, 0.95) },
  { title: 'target', align: 'right', text: (row) => wantedText(asked.find((query) => query.name === row.name)?.wanted ?? {}) },
];

const visitColumns: readonly Column<VisitedPage>[] = [
  name,
  { title: 'shown after, ms', align: 'right', text: ({ visits }) => digits(timesOf(visits).median) },
  { title: 'quartiles', align: 'right', text: ({ visits }) => spread(timesOf(visits)) },
  { title: 'sent, kB', align: 'right', text: ({ visits }) => kilobytes(visits, byteKinds) },
  ...byteKinds.map((kind): Column<VisitedPage> => ({ title: kind, align: 'right', text: ({ visits }) => kilobytes(visits, [kind]) })),
];

const frameColumns: readonly Column<MovedPage>[] = [
  name,
  { title: 'frames', align: 'right', text: ({ milliseconds }) => milliseconds.length.toLocaleString('en') },
  { title: 'p50, ms', align: 'right', text: ({ milliseconds }) => share(milliseconds, 0.5) },
  { title: 'p95, ms', align: 'right', text: ({ milliseconds }) => share(milliseconds, 0.95) },
  { title: 'longest, ms', align: 'right', text: ({ milliseconds }) => share(milliseconds, 1) },
  {
    title: `over ${longFrame} ms`,
    align: 'right',
    text: ({ milliseconds }) => milliseconds.filter((each) => each > longFrame + clockStep).length.toLocaleString('en'),
  },
];

const memoryColumns: readonly Column<DashboardFindings['memory'][number]>[] = [
  name,
  { title: 'largest process, MB', align: 'right', text: ({ largest }) => digits(largest / 1e6) },
  { title: 'all processes, MB', align: 'right', text: ({ all }) => digits(all / 1e6) },
];

/** The section of docs/measurements.md; of a part of the benchmark, the tables that it fills. */
export function prepareReport({ queries, visits, frames, memory, missing }: DashboardFindings): string {
  const table = <Row>(about: (first: Row) => string, columns: readonly Column<Row>[], rows: readonly Row[]) =>
    rows.length === 0 ? [] : [about(at(rows, 0)), formatTable(columns, rows)];
  return [
    ...table(
      ({ milliseconds }) =>
        `**The server** through its HTTP API, from the request to the last byte of the response: ${milliseconds.length} requests each, after ${warmUp} warm-up requests. Filters and zooms vary; the curves of 10 runs are one request`,
      queryColumns,
      queries,
    ),
    ...table(
      () =>
        '**Pages** in Chromium with an empty cache, from the start of the navigation to the frame that shows ten rows, or all curves. Bytes are as sent, including everything within two seconds afterwards. The targets for the table of 2,000 runs are 500 ms and 300 kB',
      visitColumns,
      visits,
    ),
    ...table(
      () =>
        `**Frames** while a script scrolls and zooms; the target is at most ${longFrame} ms. A browser without a graphics card draws at most 60 frames per second`,
      frameColumns,
      frames,
    ),
    ...table(
      () =>
        '**Memory** of the server after all of this: the largest process, including shared pages (the target is 200 MB), and all processes, with shared pages counted once',
      memoryColumns,
      memory,
    ),
    ...missing,
  ].join('\n\n');
}

function wantedText({ p50, p95 }: Wanted): string {
  return [p50 === undefined ? [] : [`p50 ${p50}`], p95 === undefined ? [] : [`p95 ${p95}`]].flat().join(', ');
}

function timesOf(visits: readonly Visit[]) {
  return summarise(visits.map(({ milliseconds }) => milliseconds));
}

function kilobytes(visits: readonly Visit[], kinds: readonly ByteKind[]): string {
  const totals = visits.map(({ bytes }) => kinds.reduce((sum, kind) => sum + bytes[kind], 0));
  return digits(summarise(totals).median / 1000);
}
