import { formatCount, formatDuration, formatParameter, formatTimestamp } from '@hourglass/presentation';
import { ticks } from 'd3-array';
import { timeTicks, utcTicks } from 'd3-time';
import { interpolateAt } from './interpolate-at.ts';

export const units = ['step', 'epoch', 'time', 'clock'] as const;
export type Unit = (typeof units)[number];

/** The progress of a run over time. */
export interface RunProgress {
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
  readonly startedAt: number | null;
  readonly epochs: readonly { readonly step: number; readonly seconds: number; readonly endedAt: number }[];
}

/** Converts steps to positions on the axis and back. */
export interface ProgressScale {
  at(step: number): number;
  stepAt(position: number): number;
}

interface ProgressUnit {
  /** The axis' title. */
  readonly title: string;
  /** Null where a run has no position on the axis yet. */
  readonly scaleOf: (run: RunProgress) => ProgressScale | null;
  readonly ticks: (from: number, to: number) => readonly number[];
  readonly format: (position: number, span: number) => string;
}

/** Units of the x axis. Times are known at the end of each epoch and interpolated linearly between. */
export const progressUnits: Readonly<Record<Unit, ProgressUnit>> = {
  step: {
    title: 'step',
    scaleOf: () => proportional(1),
    ticks: wholeTicks,
    format: (step) => formatCount(step),
  },
  epoch: {
    title: 'epoch',
    scaleOf: ({ stepsPerEpoch }) => proportional(stepsPerEpoch),
    ticks: (from, to) => {
      const whole = wholeTicks(from, to);
      return whole.length < 3 ? ticks(from, to, 8) : whole;
    },
    // To a hundredth of the visible span: a crosshair is placed no more exactly than that.
    format: (epoch, span) => formatParameter(roundToHundredth(epoch, span), 6),
  },
  time: {
    title: 'training time',
    scaleOf: ({ epochs }) => {
      let seconds = 0;
      return piecewise([0, ...epochs.map(({ step }) => step)], [0, ...epochs.map((epoch) => (seconds += epoch.seconds))]);
    },
    ticks: (from, to) => utcTicks(new Date(1000 * from), new Date(1000 * to), 6).map((tick) => tick.getTime() / 1000),
    format: (seconds) => (seconds === 0 ? '0' : formatDuration(seconds)),
  },
  clock: {
    title: 'time of day',
    scaleOf: ({ startedAt, epochs }) =>
      startedAt === null ? null : piecewise([0, ...epochs.map(({ step }) => step)], [startedAt, ...epochs.map(({ endedAt }) => endedAt)]),
    ticks: (from, to) => timeTicks(new Date(from), new Date(to), 5).map((tick) => tick.getTime()),
    format: (time, span) => {
      const text = formatTimestamp(time);
      if (span > 36 * 3_600_000) return text.slice(5, 16);
      return span > 20 * 60_000 ? text.slice(11, 16) : text.slice(11);
    },
  },
};

/** The whole training of all runs. */
export function wholeRange(runs: readonly RunProgress[], unit: Unit): { readonly from: number; readonly to: number } {
  const ends = runs.flatMap((run) => {
    const scale = progressUnits[unit].scaleOf(run);
    // The remaining time is unknown.
    const last = unit === 'time' || unit === 'clock' ? (run.epochs.at(-1)?.step ?? 0) : run.totalSteps;
    return scale === null ? [] : [{ from: scale.at(0), to: scale.at(last) }];
  });
  const from = ends.reduce((least, end) => Math.min(least, end.from), Number.POSITIVE_INFINITY);
  const to = ends.reduce((most, end) => Math.max(most, end.to), Number.NEGATIVE_INFINITY);
  return to > from ? { from, to } : { from: 0, to: 1 };
}

function proportional(steps: number): ProgressScale {
  return { at: (step) => step / steps, stepAt: (position) => position * steps };
}

function piecewise(steps: readonly number[], positions: readonly number[]): ProgressScale | null {
  if (steps.length < 2) return null;
  return { at: (step) => interpolateAt(steps, positions, step), stepAt: (position) => interpolateAt(positions, steps, position) };
}

function wholeTicks(from: number, to: number): readonly number[] {
  return ticks(from, to, 8).filter((tick) => Number.isInteger(tick));
}

/** Rounds to the power of ten that is at most a hundredth of the span. */
function roundToHundredth(value: number, span: number): number {
  if (span <= 0) return value;
  const step = 10 ** Math.floor(Math.log10(span / 100));
  return Math.round(value / step) * step;
}
