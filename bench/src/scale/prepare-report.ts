import { logLogSlope, summarise } from '../measuring/statistics.ts';
import { type Column, digits, formatTable, spread } from '../reporting/format.ts';
import { drawLogLog } from './draw-log-log.ts';
import type { MeasuredPoint } from './measure.ts';
import type { Series } from './series.ts';

export interface MeasuredSeries {
  readonly series: Pick<Series, 'name' | 'unit' | 'what'>;
  readonly points: readonly { readonly x: number; readonly rounds: readonly MeasuredPoint[] }[];
}
export interface ScaleFindings {
  readonly measured: readonly MeasuredSeries[];
  /** Seconds from one run's start to the next one's. */
  readonly starts: readonly number[];
}

type Row = MeasuredSeries['points'][number];

const medianOf = ({ rounds }: Row, value: (point: MeasuredPoint) => number) => summarise(rounds.map(value)).median;
const wall = (row: Row) => medianOf(row, ({ wallSeconds }) => wallSeconds);
const memory = (row: Row) => medianOf(row, ({ peakBytes }) => peakBytes / 1e6);

function columns(unit: string): readonly Column<Row>[] {
  return [
    { title: unit, align: 'right', text: ({ x }) => x.toLocaleString('en') },
    { title: 'wall, s', align: 'right', text: (row) => digits(wall(row)) },
    { title: 'training, s', align: 'right', text: (row) => digits(medianOf(row, ({ trainingSeconds }) => trainingSeconds)) },
    { title: 'processor, s', align: 'right', text: (row) => digits(medianOf(row, ({ cpuSeconds }) => cpuSeconds)) },
    { title: 'peak memory, MB', align: 'right', text: (row) => digits(memory(row)) },
    { title: 'disk, MB', align: 'right', text: (row) => digits(medianOf(row, ({ diskBytes }) => diskBytes / 1e6)) },
  ];
}

/** The section of docs/performance.md. */
export function prepareReport({ measured, starts }: ScaleFindings): string {
  const tables = measured.map(
    ({ series: { unit, what }, points }) => `${what}. ${growth(points)}\n\n${formatTable(columns(unit), points)}`,
  );
  const start = summarise(starts.map((seconds) => 1000 * seconds));
  return [
    '![Time and memory against runs, workers, parameters and samples](images/scale.svg)',
    'Each point is a sweep by the command line, with the start of its processes. Dashed: growth in proportion.',
    ...tables,
    `A run of four steps of the seed's network in a warm worker, with everything that starts, records and ends it: ${digits(start.median)} ms (quartiles ${spread(start)}).`,
  ].join('\n\n');
}

/** Between the last two points, where what every sweep costs weighs least. */
function growth(points: readonly Row[]): string {
  const exponent = logLogSlope(points.slice(-2).map((row) => [row.x, wall(row)] as const));
  return `At the end time grows with the power ${digits(exponent)}.`;
}

export function drawScale(measured: readonly MeasuredSeries[]): string {
  const panels = (title: string, yTitle: string, value: (row: Row) => number) =>
    measured.map(({ series: { unit }, points }) => ({
      title,
      xTitle: unit,
      yTitle,
      points: points.map((row) => [row.x, value(row)] as const),
    }));
  return drawLogLog([...panels('Wall time', 'seconds', wall), ...panels('Peak memory', 'MB', memory)]);
}
