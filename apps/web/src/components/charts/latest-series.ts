import type { Series } from '#wire/series-buffer.ts';
import type { SeriesRequest } from './fetch-series.ts';

/** What came last of each series, over whatever range: to be shown until another range has come. */
export class LatestSeries {
  readonly #latest = new Map<string, Series>();

  find(request: SeriesRequest): Series | undefined {
    return this.#latest.get(nameOf(request));
  }

  /** Aligned; what has not come yet changes nothing. */
  remember(requests: readonly SeriesRequest[], all: readonly (Series | undefined)[]): void {
    requests.forEach((request, index) => {
      const series = all[index];
      if (series !== undefined) this.#latest.set(nameOf(request), series);
    });
  }
}

function nameOf({ run, series }: SeriesRequest): string {
  return `${run} ${series}`;
}
