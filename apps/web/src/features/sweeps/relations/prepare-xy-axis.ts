import { formatCompact, formatParameter } from '@hourglass/presentation';
import { extent } from 'd3-array';
import { axisTicks, padded } from '#components/charts/ticks.ts';
import type { RelationAxis } from './relation-axis.ts';
import type { XyAxis } from './xy-plan.ts';

/** So few values are each named. */
const mostNamed = 6;

/** An axis of costs. */
export function costAxis(title: string, costs: readonly number[]): XyAxis {
  const [least = 1, most = 10] = extent(costs);
  const isLog = least > 0;
  const range = padded(least, most, isLog);
  return { title, isLog, ...range, ticks: axisTicks({ ...range, isLog }, 5).map((at) => ({ at, label: formatCompact(at) })) };
}

/** An axis of a parameter: numbers on their scale, words side by side. */
export function parameterAxis({ title, values, isNumeric, isLog }: RelationAxis): XyAxis {
  if (!isNumeric) {
    const ticks = values.map((value, at) => ({ at, label: formatParameter(value) }));
    return { title, isLog: false, min: -0.5, max: Math.max(0.5, values.length - 0.5), ticks };
  }
  const numbers = values.filter((value) => typeof value === 'number');
  const [least = 0, most = 1] = extent(numbers);
  const range = padded(least, most, isLog);
  const places = numbers.length <= mostNamed ? numbers : axisTicks({ ...range, isLog }, 6);
  return { title, isLog, ...range, ticks: places.map((at) => ({ at, label: formatCompact(at) })) };
}

/** Where a value stands on its parameter's axis. */
export function placeOn({ values, isNumeric, isLog }: RelationAxis, value: number | string | undefined): number | null {
  if (value === undefined) return null;
  if (!isNumeric) return values.indexOf(value);
  return typeof value === 'number' && (!isLog || value > 0) ? value : null;
}
