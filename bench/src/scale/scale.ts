import type { Bench } from '../bench.ts';
import { type MeasuredPoint, measurePoint, measureStarts } from './measure.ts';
import { drawScale, type MeasuredSeries, prepareReport } from './prepare-report.ts';
import { series, startSeries } from './series.ts';

/** Time and memory as runs, workers, parameters and samples grow. */
export const scale: Bench = {
  defaultRounds: 3,

  async measure({ rounds, folder, note }) {
    const points = series.flatMap((each) => each.points.map((point) => ({ series: each, point, rounds: [] as MeasuredPoint[] })));
    const starts: number[] = [];
    for (let round = 1; round <= rounds; round++) {
      for (const { series: each, point, rounds: measurements } of points) {
        note(`round ${round} of ${rounds}: ${point.x.toLocaleString('en')} ${each.name}`);
        measurements.push(await measurePoint(point, folder));
      }
      note(`round ${round} of ${rounds}: starts`);
      starts.push(...(await measureStarts(startSeries, folder)));
    }
    const measured: readonly MeasuredSeries[] = series.map((each) => ({
      series: each,
      points: points
        .filter((point) => point.series === each)
        .map(({ point, rounds: measurements }) => ({ x: point.x, rounds: measurements })),
    }));
    return { data: { measured, starts }, markdown: prepareReport({ measured, starts }), images: { 'scale.svg': drawScale(measured) } };
  },
};
