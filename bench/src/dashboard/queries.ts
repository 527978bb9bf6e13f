import { BenchError } from '../errors.ts';
import type { FilledHome, HomeName } from './homes.ts';

/** Milliseconds that design and issue ask for. */
export interface Wanted {
  readonly p50?: number;
  readonly p95?: number;
}

export interface Query {
  readonly name: string;
  readonly home: HomeName;
  readonly wanted: Wanted;
  /** Paths that are asked for side by side, as a page does; another question each time. */
  readonly paths: (home: FilledHome, time: number) => readonly string[];
}

/** Buckets that a chart asks for where there are few curves. */
const chartWidth = 1_200;
const columns = 'sweep state dimensions learningRate seed lastValidationCost lastTestCost trainingSeconds tags createdAt batchSize'.split(
  ' ',
);

/** What the dashboard's server is asked, through its HTTP API. */
export const queries: readonly Query[] = [
  { name: '2,000 runs: the 50 best with a filter', home: 'few', wanted: { p50: 15 }, paths: (_, time) => [bestPath(time)] },
  { name: '2,000 runs: the curves of 10 runs', home: 'few', wanted: { p50: 5 }, paths: curvePaths },
  { name: '10,000 runs: the 50 best with a filter', home: 'many', wanted: { p95: 50 }, paths: (_, time) => [bestPath(time)] },
  { name: '10,000 runs: the curves of 10 runs', home: 'many', wanted: { p95: 50 }, paths: curvePaths },
  { name: 'any zoom of 1,000,000 points, exact minimum and maximum', home: 'long', wanted: { p50: 20 }, paths: zoomPaths },
];

/** Filters that pass between a fifth and three quarters of the runs. */
export function bestPath(time: number): string {
  const filter = `state = complete and depth >= ${1 + (time % 3)} and learningRate < ${[0.01, 0.003, 0.001][(time >> 1) % 3]}`;
  const input = { filter, sort: 'lastValidationCost', columns, offset: 0, limit: 50 };
  return `/api/trpc/runList.page?input=${encodeURIComponent(JSON.stringify(input))}`;
}

function curvePaths({ curves }: FilledHome): readonly string[] {
  const runs = curves.slice(0, 10).map((run) => `&run=${run}`);
  return [`/api/series/cost?width=${chartWidth}${runs.join('')}`];
}

/** From a hundred steps to all of them, anywhere: spans in equal steps of their logarithm, places by the golden ratio. */
export function zoomPaths({ curves }: Pick<FilledHome, 'curves'>, time: number): readonly string[] {
  const points = 1_000_000;
  const span = Math.round(10 ** (2 + 4 * ((time % 20) / 19)));
  const from = 1 + Math.round(((time * 0.618_034) % 1) * (points - span));
  return [`/api/series/cost?width=${chartWidth}&run=${curves[time % curves.length]}:${from}-${from + span - 1}`];
}

/** Asked so often before the clock counts: the first dozens are what a server and a client take to compile what they run. */
export const warmUp = 50;

export interface AskOptions {
  readonly url: string;
  readonly home: FilledHome;
  readonly times: number;
}

/** Milliseconds of each time, until the last byte of the last answer. @throws BenchError CONTENDER_FAILED with what was answered instead */
export async function timeQuery({ paths }: Query, { url, home, times }: AskOptions): Promise<readonly number[]> {
  const milliseconds: number[] = [];
  for (let time = 0; time < warmUp + times; time++) {
    const asked = paths(home, time);
    const started = performance.now();
    await Promise.all(asked.map((path) => readWhole(url + path)));
    if (time >= warmUp) milliseconds.push(performance.now() - started);
  }
  return milliseconds;
}

async function readWhole(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new BenchError('CONTENDER_FAILED', `${url} was answered with ${response.status}: ${await response.text()}`);
  return response.arrayBuffer();
}
