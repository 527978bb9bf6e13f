import type { Series } from '#wire/series-buffer.ts';
import type { SeriesRequest } from './fetch-series.ts';

/** The last loaded data of each series, over any range; shown until another range has loaded. */
export class LatestSeries {
  readonly #latest = new Map<string, Series>();

  find(request: SeriesRequest): Series | undefined {
    return this.#latest.get(nameOf(request));
  }

  /** @param all aligned with the requests; undefined entries are ignored */
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
