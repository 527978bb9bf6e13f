import { formatParameter, formatTicks } from '@hourglass/presentation';
import { at } from '@hourglass/presentation/at';
import { extent } from 'd3-array';
import { axisTicks, padded } from '#components/charts/ticks.ts';
import type { RelationAxis } from './relation-axis.ts';
import type { XyAxis } from './xy-plan.ts';

/** Up to this many values, each value has its own tick. */
const maxNamedTicks = 6;

/** Axis for the values of a measure. */
export function measureAxis(title: string, values: readonly number[]): XyAxis {
  const [least = 1, most = 10] = extent(values);
  const isLog = least > 0;
  const range = padded(least, most, isLog);
  return { title, isLog, ...range, ticks: labelled(axisTicks({ ...range, isLog }, 5)) };
}

/** Axis for a parameter: numbers on a continuous scale, categorical values side by side. */
export function parameterAxis({ title, values, isNumeric, isLog }: RelationAxis): XyAxis {
  if (!isNumeric) {
    const ticks = values.map((value, place) => ({ at: place, label: formatParameter(value) }));
    return { title, isLog: false, min: -0.5, max: Math.max(0.5, values.length - 0.5), ticks };
  }
  const numbers = values.filter((value) => typeof value === 'number');
  const range = padded(at(numbers, 0), at(numbers, numbers.length - 1), isLog);
  const positions = numbers.length <= maxNamedTicks ? numbers : axisTicks({ ...range, isLog }, 6);
  return { title, isLog, ...range, ticks: labelled(positions) };
}

function labelled(ticks: readonly number[]): XyAxis['ticks'] {
  const labels = formatTicks(ticks);
  return ticks.map((tick, index) => ({ at: tick, label: at(labels, index) }));
}

/** Position of a value on its parameter's axis. */
export function positionOn({ values, isNumeric, isLog }: RelationAxis, value: number | string | undefined): number | null {
  if (value === undefined) return null;
  if (!isNumeric) return values.indexOf(value);
  return typeof value === 'number' && (!isLog || value > 0) ? value : null;
}
