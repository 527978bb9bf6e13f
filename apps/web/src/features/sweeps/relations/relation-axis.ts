import { commonDerived, isLayoutField, layouts } from '@hourglass/model/layout';
import { formatParameter, parameterTitle } from '@hourglass/presentation';
import { bin, extent } from 'd3-array';
import { scaleLinear, scaleLog } from 'd3-scale';
import type { RelationRun } from './relation-run.ts';

/** A parameter as an axis. */
export interface RelationAxis {
  readonly key: string;
  readonly title: string;
  readonly isNumeric: boolean;
  /** Spread over at least a factor of ten, so that equal steps are equal ratios. */
  readonly isLog: boolean;
  /** Every value that occurs: numbers ascending, layers of networks by their number of parameters, other words by the alphabet. */
  readonly values: readonly (number | string)[];
}

type Valued = Pick<RelationRun, 'values'>;

export function relationAxis(key: string, runs: readonly Valued[]): RelationAxis {
  const own = runs.flatMap(({ values }) => values[key] ?? []);
  const numbers = own.filter((value): value is number => typeof value === 'number');
  const isNumeric = own.length > 0 && numbers.length === own.length;
  const [least = 0, most = 0] = extent(numbers);
  return {
    key,
    title: key === 'trainingSeconds' ? 'training time, s' : parameterTitle(key),
    isNumeric,
    isLog: isNumeric && least > 0 && most >= 10 * least,
    values: isNumeric ? [...new Set(numbers)].sort((a, b) => a - b) : sortedWords(key, runs),
  };
}

function sortedWords(key: string, runs: readonly Valued[]): readonly (number | string)[] {
  const sizes = new Map<number | string, number>();
  for (const { values } of runs) {
    const value = values[key];
    if (value !== undefined) sizes.set(value, isLayoutField(key) ? Number(values.parameterCount ?? 0) : 0);
  }
  return [...sizes].sort(([a, sizeA], [b, sizeB]) => sizeA - sizeB || String(a).localeCompare(String(b), 'en')).map(([value]) => value);
}

/** One of the places into which an axis is cut, so that runs fall together. */
export interface Level {
  readonly label: string;
  /** Where it stands on the axis: its value, the middle of its numbers, or its place among words. */
  readonly centre: number;
  readonly has: (value: number | string | undefined) => boolean;
}

/** Each value for itself where they are few, else ranges of equal width on the axis' own scale. */
export function levelsOf(axis: RelationAxis, most: number): readonly Level[] {
  const { values, isNumeric, isLog } = axis;
  if (!isNumeric || values.length <= most) {
    return values.map((value, place) => ({
      label: formatParameter(value),
      centre: typeof value === 'number' ? value : place,
      has: (other) => other === value,
    }));
  }
  const numbers = values.filter((value): value is number => typeof value === 'number');
  const [least = 0, highest = 1] = extent(numbers);
  const scale = isLog ? scaleLog([least, highest], [0, most]) : scaleLinear([least, highest], [0, most]);
  const thresholds = Array.from({ length: most - 1 }, (_, index) => scale.invert(index + 1));
  return bin<number, number>()
    .domain([least, highest])
    .thresholds(thresholds)(numbers)
    .map(({ x0 = least, x1 = highest }) => ({
      label: `${short(x0)}–${short(x1)}`,
      centre: scale.invert((scale(x0) + scale(x1)) / 2),
      has: (value) => typeof value === 'number' && value >= x0 && (value < x1 || (x1 === highest && value === highest)),
    }));
}

function short(value: number): string {
  return formatParameter(value, 2);
}

const derived = [...layouts.flatMap((layout) => layout.derived), ...commonDerived].map(({ name }) => name);

/** The shape of a network, as its layers or as a number that follows from them. */
export const shapes: readonly string[] = [...new Set([...layouts.map(({ field }) => field), ...derived])];

/** The parameters that distinguish runs, with one axis for the shape of the network: the chosen one where it varies, else its layers. */
export function parameterKeys(varying: readonly string[], shape: string | null): readonly string[] {
  const others = varying.filter((key) => !shapes.includes(key));
  const layers = varying.filter(isLayoutField);
  if (layers.length === 0 || shape === null || !varying.includes(shape)) return [...layers, ...others];
  return [shape, ...others];
}
