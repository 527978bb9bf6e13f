import { bisectCenter } from 'd3-array';
import type { Band, ChartPlan, Line } from './chart-plan.ts';

export interface Reading {
  readonly id: string;
  readonly label: string;
  /** Short where the line has a short name. */
  readonly name: string;
  readonly colour: string;
  readonly x: number;
  /** Height of the line. */
  readonly y: number;
  /** What is printed: the height, or that of the band of a stacked term. */
  readonly value: number;
  readonly around: { readonly low: number; readonly high: number; readonly meaning: Band['meaning'] } | null;
}

const maxRows = 8;

type Read = Pick<ChartPlan, 'lines' | 'bands'>;

/** The values of the lines at the pointer, top line first; of many lines, those nearest to the pointer. */
export function prepareReadout(plan: Read, at: { readonly x: number; readonly y: number }): readonly Reading[] {
  return readAll(plan, at.x)
    .sort((a, b) => Math.abs(a.y - at.y) - Math.abs(b.y - at.y))
    .slice(0, maxRows)
    .sort((a, b) => b.y - a.y);
}

/** The value of every line at a position; at each line's end where the position is null. */
export function readAll({ lines, bands }: Read, position: number | null): Reading[] {
  const bandOf = new Map(bands.map((band) => [band.id, band]));
  return lines.flatMap((line): Reading[] => {
    const index = line.isFaint ? -1 : indexAt(line, position);
    const [x, y] = [line.x[index], line.y[index]];
    if (x === undefined || y === undefined || !Number.isFinite(y)) return [];
    const band = bandOf.get(line.id);
    const [low, high] = [band?.low[index], band?.high[index]];
    const around = band === undefined || low === undefined || high === undefined ? null : { low, high, meaning: band.meaning };
    const value = around?.meaning === 'term' ? y - around.low : y;
    return [{ id: line.id, label: line.label, name: line.name, colour: line.colour, x, y, value, around }];
  });
}

function indexAt({ x, y }: Line, position: number | null): number {
  return position === null ? y.findLastIndex(Number.isFinite) : bisectCenter(x, position);
}
