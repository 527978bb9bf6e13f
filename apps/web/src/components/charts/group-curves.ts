import { at } from '@hourglass/presentation/at';
import { deviation, extent, mean } from 'd3-array';
import type { Curve } from './curve.ts';
import { interpolateAt } from './interpolate-at.ts';

export const spreads = ['each', 'sd', 'se', 'range'] as const;
export type Spread = (typeof spreads)[number];

export interface GroupedCurve extends Curve {
  /** Curves of one group become one. */
  readonly group: string;
  /** Names the group. */
  readonly groupLabel: string;
}

/**
 * One curve for each group: the mean of its members with a band of one sample standard deviation (n − 1), one standard error
 * (deviation/√n) or the range. Members are interpolated linearly at the points of the member that has the most. Where some members have
 * no value, the others count. A group of one member is its curve, unchanged.
 */
export function groupCurves(curves: readonly GroupedCurve[], spread: Spread): readonly Curve[] {
  if (spread === 'each') return curves;
  return [...Map.groupBy(curves, ({ group }) => group).values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    return [members.length === 1 ? first : meanCurve(first, members, spread)];
  });
}

function meanCurve(first: GroupedCurve, members: readonly GroupedCurve[], spread: Exclude<Spread, 'each'>): Curve {
  const finest = members.reduce((most, member) => (member.x.length > most.x.length ? member : most));
  const samples = finest.x.map((position) =>
    members.map((member) => valueAt(member, position)).filter((value): value is number => Number.isFinite(value)),
  );
  const y = samples.map((values) => mean(values) ?? Number.NaN);
  const bounds = samples.map((values, index) => boundsOf(values, at(y, index), spread));
  return {
    ...first,
    label: `${first.groupLabel} · ${members.length} seeds`,
    endLabel: `${first.endLabel} ×${members.length}`,
    x: finest.x,
    y,
    around: {
      low: bounds.map(([low]) => low),
      high: bounds.map(([, high]) => high),
      meaning: ({ range: 'range', sd: 'deviation', se: 'error' } as const)[spread],
    },
  };
}

function boundsOf(values: readonly number[], centre: number, spread: Exclude<Spread, 'each'>): readonly [number, number] {
  if (spread === 'range') {
    const [low = Number.NaN, high = Number.NaN] = extent(values);
    return [low, high];
  }
  // Fewer than two values have no deviation: the band has a gap there.
  const sd = deviation(values) ?? Number.NaN;
  const reach = spread === 'sd' ? sd : sd / Math.sqrt(values.length);
  return [centre - reach, centre + reach];
}

/** NaN outside the curve. A point is the middle of its bucket, so the curve extends half a bucket beyond its end points. */
function valueAt({ x, y }: Curve, position: number): number {
  const [begin = Number.NaN, end = Number.NaN] = [x[0], x.at(-1)];
  const slack = ((x[1] ?? begin) - begin) / 2;
  if (!(position >= begin - slack && position <= end + slack)) return Number.NaN;
  const within = Math.min(end, Math.max(begin, position));
  return x.length === 1 ? at(y, 0) : interpolateAt(x, y, within);
}
