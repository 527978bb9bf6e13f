import { group } from 'd3-array';
import { memo } from 'react';
import { measureColour } from './measure-scale.ts';
import styles from './parallel.module.css';
import type { ParallelLine, ParallelPlan } from './prepare-parallel.ts';

/** Maps a position between 0 and 1 on an axis to pixels. */
export interface ParallelScales {
  readonly x: (axis: number) => number;
  readonly y: (share: number) => number;
}

export interface ParallelLinesProps {
  readonly plan: ParallelPlan;
  readonly scales: ParallelScales;
  readonly selected: readonly string[];
}

/** Number of distinct colours. All lines of one colour form a single path, so that the number of elements stays small. */
const colours = 16;

/** Lines sorted by cost: the best in front, outliers behind, and the selected ones on top. */
export const ParallelLines = memo(function ParallelLines({ plan, scales, selected }: ParallelLinesProps) {
  const chosen = new Set(selected);
  const outside = plan.lines.filter(({ isInside }) => !isInside);
  const inside = plan.lines.filter(({ isInside }) => isInside);
  const ranked = inside.flatMap((line) => (line.fraction === null ? [] : [{ ...line, step: Math.round(line.fraction * (colours - 1)) }]));
  const outliers = inside.filter(({ fraction }) => fraction === null);
  const steps = [...group(ranked, ({ step }) => step)].sort(([a], [b]) => b - a);
  const weight = inside.length > 200 ? styles.many : styles.few;
  return (
    <g>
      <path className={styles.outside} d={pathOf(outside, scales)} />
      <path className={`${weight} ${styles.outlier}`} d={pathOf(outliers, scales)} />
      {steps.map(([step, lines]) => (
        <path key={step} className={weight} style={{ stroke: measureColour(step / (colours - 1)) }} d={pathOf(lines, scales)} />
      ))}
      <path
        className={`${styles.selected} ${styles.outlier}`}
        d={pathOf(
          outliers.filter(({ id }) => chosen.has(id)),
          scales,
        )}
      />
      {steps.map(([step, lines]) => (
        <path
          key={`selected ${step}`}
          className={styles.selected}
          style={{ stroke: measureColour(step / (colours - 1)) }}
          d={pathOf(
            lines.filter(({ id }) => chosen.has(id)),
            scales,
          )}
        />
      ))}
    </g>
  );
});

/** SVG path of lines; a missing value interrupts its line. */
function pathOf(lines: readonly ParallelLine[], { x, y }: ParallelScales): string {
  return lines
    .map(({ heights }) => {
      let isDown = false;
      return heights
        .map((share, axis) => {
          if (share === null) {
            isDown = false;
            return '';
          }
          const point = `${tenths(x(axis))} ${tenths(y(share))}`;
          const part = isDown ? `L${point}` : `M${point}`;
          isDown = true;
          return part;
        })
        .join('');
    })
    .join('');
}

/** Rounded to 0.1 px, which is visually exact and keeps paths short. */
function tenths(pixels: number): number {
  return Math.round(10 * pixels) / 10;
}
