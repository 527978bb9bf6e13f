import { BenchError } from '../errors.ts';
import type { FilledHome, HomeName } from './homes.ts';

/** Upper limits in milliseconds. */
export interface Wanted {
  readonly p50?: number;
  readonly p95?: number;
}

export interface Query {
  readonly name: string;
  readonly home: HomeName;
  readonly wanted: Wanted;
  /** Paths that are requested in parallel, as a page does. They differ with each repetition. */
  readonly paths: (home: FilledHome, time: number) => readonly string[];
}

/** Buckets that a chart requests for each of a few curves. */
const chartWidth = 1_200;
const columns = 'sweep state dimensions learningRate seed lastValidationCost lastTestCost trainingSeconds tags createdAt batchSize'.split(
  ' ',
);

/** The queries to the dashboard's HTTP API. */
export const queries: readonly Query[] = [
  { name: '2,000 runs: the 50 best with a filter', home: 'few', wanted: { p50: 15 }, paths: (_, time) => [bestPath(time)] },
  { name: '2,000 runs: the curves of 10 runs', home: 'few', wanted: { p50: 5 }, paths: curvePaths },
  { name: '10,000 runs: the 50 best with a filter', home: 'many', wanted: { p95: 50 }, paths: (_, time) => [bestPath(time)] },
  { name: '10,000 runs: the curves of 10 runs', home: 'many', wanted: { p95: 50 }, paths: curvePaths },
  { name: 'any zoom of 1,000,000 points, exact minimum and maximum', home: 'long', wanted: { p50: 20 }, paths: zoomPaths },
];

/** Filters that match between a fifth and three quarters of the runs. */
export function bestPath(time: number): string {
  const filter = `state = complete and depth >= ${1 + (time % 3)} and learningRate < ${[0.01, 0.003, 0.001][(time >> 1) % 3]}`;
  const input = { filter, sort: 'lastValidationCost', columns, offset: 0, limit: 50 };
  return `/api/trpc/runList.page?input=${encodeURIComponent(JSON.stringify(input))}`;
}

function curvePaths({ curves }: FilledHome): readonly string[] {
  const runs = curves.slice(0, 10).map((run) => `&run=${run}`);
  return [`/api/series/cost?width=${chartWidth}${runs.join('')}`];
}

/** Ranges of 100 steps up to all of them. Lengths are spaced evenly in their logarithm, positions by the golden ratio. */
export function zoomPaths({ curves }: Pick<FilledHome, 'curves'>, time: number): readonly string[] {
  const points = 1_000_000;
  const span = Math.round(10 ** (2 + 4 * ((time % 20) / 19)));
  const from = 1 + Math.round(((time * 0.618_034) % 1) * (points - span));
  return [`/api/series/cost?width=${chartWidth}&run=${curves[time % curves.length]}:${from}-${from + span - 1}`];
}

/** Untimed repetitions before the measurement. During the first dozens, V8 still compiles the code of server and client. */
export const warmUp = 50;

export interface TimeQueryOptions {
  readonly url: string;
  readonly home: FilledHome;
  readonly times: number;
}

/** Milliseconds of each repetition, to the last byte of the last response. @throws BenchError CONTENDER_FAILED with the error response */
export async function timeQuery({ paths }: Query, { url, home, times }: TimeQueryOptions): Promise<readonly number[]> {
  const milliseconds: number[] = [];
  for (let time = 0; time < warmUp + times; time++) {
    const chosen = paths(home, time);
    const started = performance.now();
    await Promise.all(chosen.map((path) => readWhole(url + path)));
    if (time >= warmUp) milliseconds.push(performance.now() - started);
  }
  return milliseconds;
}

async function readWhole(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new BenchError('CONTENDER_FAILED', `${url} was answered with ${response.status}: ${await response.text()}`);
  return response.arrayBuffer();
}
