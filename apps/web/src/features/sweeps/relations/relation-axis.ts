import { commonDerived, isLayoutField, layouts } from '@hourglass/model/layout';
import { parameterTitle } from '@hourglass/model/parameters';
import { formatParameter } from '@hourglass/presentation';
import { at, present } from '@hourglass/presentation/at';
import { bin, extent } from 'd3-array';
import { scaleLinear, scaleLog } from 'd3-scale';
import type { RelationRun } from './relation-run.ts';

/** A parameter as an axis of a view. */
export interface RelationAxis {
  readonly key: string;
  readonly title: string;
  readonly isNumeric: boolean;
  /** Whether the axis is logarithmic: its values are positive and span at least a factor of ten. */
  readonly isLog: boolean;
  /** All occurring values: numbers ascending, layer sizes by parameter count, other categories alphabetically. */
  readonly values: readonly (number | string)[];
}

type Valued = Pick<RelationRun, 'values'>;

export function relationAxis(key: string, runs: readonly Valued[]): RelationAxis {
  const own = runs.flatMap(({ values }) => values[key] ?? []);
  const numbers = own.filter((value): value is number => typeof value === 'number');
  const isNumeric = own.length > 0 && numbers.length === own.length;
  const [least, most] = extent(numbers);
  return {
    key,
    title: key === 'trainingSeconds' ? 'training time, s' : parameterTitle(key),
    isNumeric,
    isLog: isNumeric && least !== undefined && least > 0 && most >= 10 * least,
    values: isNumeric ? [...new Set(numbers)].sort((a, b) => a - b) : sortedWords(key, runs),
  };
}

function sortedWords(key: string, runs: readonly Valued[]): readonly (number | string)[] {
  const sizes = new Map<number | string, number>();
  for (const { values } of runs) {
    const value = values[key];
    if (value !== undefined) sizes.set(value, isLayoutField(key) ? Number(present(values.parameterCount, 'parameter count')) : 0);
  }
  return [...sizes].sort(([a, sizeA], [b, sizeB]) => sizeA - sizeB || String(a).localeCompare(String(b), 'en')).map(([value]) => value);
}

/** One bin of an axis. */
export interface Level {
  readonly label: string;
  /** Centre of the bin on the axis: its value, the middle of its range, or its index among the categories. */
  readonly centre: number;
  readonly has: (value: number | string | undefined) => boolean;
}

/** One bin per value for categories, and for at most `most` numbers; otherwise `most` bins of equal width on the axis's scale. */
export function levelsOf(axis: RelationAxis, most: number): readonly Level[] {
  const { values, isNumeric, isLog } = axis;
  if (!isNumeric || values.length <= most) {
    return values.map((value, position) => ({
      label: formatParameter(value),
      centre: typeof value === 'number' ? value : position,
      has: (other) => other === value,
    }));
  }
  const numbers = values.filter((value): value is number => typeof value === 'number');
  const [least, highest] = [at(numbers, 0), at(numbers, numbers.length - 1)];
  const scale = isLog ? scaleLog([least, highest], [0, most]) : scaleLinear([least, highest], [0, most]);
  const thresholds = Array.from({ length: most - 1 }, (_, index) => scale.invert(index + 1));
  return bin<number, number>()
    .domain([least, highest])
    .thresholds(thresholds)(numbers)
    .map((range) => {
      const [x0, x1] = [present(range.x0, 'lower bound'), present(range.x1, 'upper bound')];
      return {
        label: `${short(x0)}–${short(x1)}`,
        centre: scale.invert((scale(x0) + scale(x1)) / 2),
        has: (value) => typeof value === 'number' && value >= x0 && (value < x1 || (x1 === highest && value === highest)),
      };
    });
}

function short(value: number): string {
  return formatParameter(value, 2);
}

const derived = [...layouts.flatMap((layout) => layout.derived), ...commonDerived].map(({ name }) => name);

/** Parameters that describe the network's shape: the layer sizes, and numbers derived from them. */
export const shapes: readonly string[] = [...new Set([...layouts.map(({ field }) => field), ...derived])];

/** The varying parameters, with a single axis for the network's shape: the chosen one if it varies, otherwise the layer sizes. */
export function parameterKeys(varying: readonly string[], shape: string | null): readonly string[] {
  const others = varying.filter((key) => !shapes.includes(key));
  const layers = varying.filter(isLayoutField);
  if (layers.length === 0 || shape === null || !varying.includes(shape)) return [...layers, ...others];
  return [shape, ...others];
}
