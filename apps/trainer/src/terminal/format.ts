import type { Run } from '@hourglass/db';

/** A cost per sample with as many digits as differ between runs. */
export function costText(cost: number | null): string {
  return cost === null ? '–' : cost.toFixed(3);
}

/** `4.2 s`, `3 min 20 s`, `2 h 05 min` */
export function durationText(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')} min`;
}

/** UTC milliseconds in the reader's zone: `2026-11-24 14:05` */
export function timeText(time: number | null): string {
  if (time === null) return '–';
  return new Date(time).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' });
}

/** How many seeds a sweep trains each configuration with. */
export function seedCount(runs: readonly Run[]): number {
  return new Set(runs.filter(({ kind }) => kind === 'run').map(({ seed }) => seed)).size;
}

/** `PCA, 32 numbers`, `mean image`, or the values of the axes: `784-256-32  learningRate 0.001  seed 1` */
export function runLabel({ kind, values, seed }: Run, axes: readonly string[], seeds: number): string {
  if (kind === 'baseline') return values.baseline === 'mean' ? 'mean image' : `PCA, ${values.codeSize} numbers`;
  const parts = axes.map((axis) => (axis === 'dimensions' ? `${values[axis]}` : `${axis} ${values[axis]}`));
  if (seeds > 1) parts.push(`seed ${seed}`);
  return parts.length === 0 ? `${values.dimensions}` : parts.join('  ');
}
