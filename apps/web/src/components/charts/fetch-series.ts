import DataLoader from 'dataloader';
import { basePath } from '#lib/base-path.ts';
import { decodeSeries, type Series } from '#wire/series-buffer.ts';

export interface SeriesRequest {
  readonly run: string;
  readonly series: string;
  /** Steps, both included; the whole series where null. */
  readonly steps: { readonly from: number; readonly to: number } | null;
  /** The maximum number of buckets. */
  readonly width: number;
}

/** Limited by the length of a URL. */
const maxSeriesPerRequest = 100;

// Batches the requests of one tick: ten curves cost little more than one. The query client decides about caching.
const loader = new DataLoader<SeriesRequest, Series>(fetchTogether, { cache: false, maxBatchSize: maxSeriesPerRequest });

export function fetchSeries(request: SeriesRequest): Promise<Series> {
  return loader.load(request);
}

async function fetchTogether(requests: readonly SeriesRequest[]): Promise<readonly (Series | Error)[]> {
  const groups = Map.groupBy(requests, ({ series, width }) => `${basePath}/api/series/${encodeURIComponent(series)}?width=${width}`);
  const answers = new Map<SeriesRequest, Series | Error>();
  await Promise.all(
    [...groups].map(async ([address, together]) => {
      const answer = await fetchGroup(address, together).catch((error: unknown) => asError(error));
      together.forEach((request, index) => {
        const series = answer instanceof Error ? answer : answer[index];
        if (series !== undefined) answers.set(request, series);
      });
    }),
  );
  return requests.map((request) => answers.get(request) ?? new Error('The server omitted a series: reload the page.'));
}

async function fetchGroup(address: string, requests: readonly SeriesRequest[]): Promise<readonly Series[]> {
  const runs = requests.map(({ run, steps }) => `&run=${encodeURIComponent(run)}${steps === null ? '' : `:${steps.from}-${steps.to}`}`);
  const response = await fetch(address + runs.join(''));
  if (!response.ok) throw new Error((await response.text()).trim());
  return decodeSeries(await response.arrayBuffer());
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
