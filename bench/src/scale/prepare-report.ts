import { logLogSlope, summarise } from '../measuring/statistics.ts';
import { type Column, digits, formatTable, spread } from '../reporting/format.ts';
import { drawLogLog } from './draw-log-log.ts';
import type { MeasuredPoint } from './measure.ts';
import type { Series } from './series.ts';

export interface MeasuredSeries {
  readonly series: Omit<Series, 'points'>;
  readonly points: readonly { readonly x: number; readonly rounds: readonly MeasuredPoint[] }[];
}
export interface ScaleFindings {
  readonly measured: readonly MeasuredSeries[];
  /** Seconds between the starts of consecutive runs. */
  readonly starts: readonly number[];
}

type Row = MeasuredSeries['points'][number];

const medianOf = ({ rounds }: Row, value: (point: MeasuredPoint) => number) => summarise(rounds.map(value)).median;
const times: Readonly<Record<Series['time'], (row: Row) => number>> = {
  wall: (row) => medianOf(row, ({ wallSeconds }) => wallSeconds),
  training: (row) => medianOf(row, ({ trainingSeconds }) => trainingSeconds),
};
const memory = (row: Row) => medianOf(row, ({ peakBytes }) => peakBytes / 1e6);

function columns(unit: string): readonly Column<Row>[] {
  return [
    { title: unit, align: 'right', text: ({ x }) => x.toLocaleString('en') },
    { title: 'wall, s', align: 'right', text: (row) => digits(times.wall(row)) },
    { title: 'training, s', align: 'right', text: (row) => digits(times.training(row)) },
    { title: 'processor, s', align: 'right', text: (row) => digits(medianOf(row, ({ cpuSeconds }) => cpuSeconds)) },
    { title: 'peak memory, MB', align: 'right', text: (row) => digits(memory(row)) },
    { title: 'disk, MB', align: 'right', text: (row) => digits(medianOf(row, ({ diskBytes }) => diskBytes / 1e6)) },
  ];
}

/** The section of docs/measurements.md. */
export function prepareReport({ measured, starts }: ScaleFindings): string {
  const tables = measured.map((each) => `${each.series.what}. ${growth(each)}\n\n${formatTable(columns(each.series.unit), each.points)}`);
  const start = summarise(starts.map((seconds) => 1000 * seconds));
  return [
    '![Time and memory against runs, workers, parameters and samples](images/scale.svg)',
    'Each point is a sweep started from the command line, including the start of its processes. Dashed: the ideal growth.',
    ...tables,
    `A run of four steps of the seed's network in a warm worker, including its start, recording and end: ${digits(start.median)} ms (quartiles ${spread(start)}).`,
  ].join('\n\n');
}

/** The growth between the last two points, where the fixed cost of a sweep matters least; for time divided among workers, between the first two. */
function growth({ series: { time, unit, ideal }, points }: MeasuredSeries): string {
  const two = ideal.time < 0 ? points.slice(0, 2) : points.slice(-2);
  const exponent = logLogSlope(two.map((row) => [row.x, times[time](row)] as const));
  const [from, to] = two.map(({ x }) => x.toLocaleString('en'));
  return `From ${from} to ${to} ${unit}, ${time} time grows with exponent ${digits(exponent)}; the ideal is ${ideal.time}.`;
}

export function drawScale(measured: readonly MeasuredSeries[]): string {
  return drawLogLog([
    ...measured.map(({ series: { unit, time, ideal }, points }) => ({
      ideal: ideal.time,
      title: time === 'wall' ? 'Wall time' : 'Training time',
      xTitle: unit,
      yTitle: 'seconds',
      points: points.map((row) => [row.x, times[time](row)] as const),
    })),
    ...measured.map(({ series: { unit, ideal }, points }) => ({
      ideal: ideal.memory,
      title: 'Peak memory',
      xTitle: unit,
      yTitle: 'MB',
      points: points.map((row) => [row.x, memory(row)] as const),
    })),
  ]);
}
