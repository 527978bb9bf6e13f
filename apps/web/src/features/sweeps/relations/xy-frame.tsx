'use client';

import { group } from 'd3-array';
import { type PointerEvent, useMemo, useRef, useState } from 'react';
import { useWidth } from '#lib/use-width.ts';
import { type Frame, layOut } from './lay-out-xy.ts';
import { type PlacedName, placeNames } from './place-names.ts';
import styles from './xy-frame.module.css';
import type { XyPlan, XyPoint } from './xy-plan.ts';

export interface XyFrameProps {
  readonly plan: XyPlan;
  readonly height: number;
  /** Description of the chart for screen readers. */
  readonly label: string;
  /** Called for a click on a run's point. `isAdded` is true with Shift, Ctrl or ⌘. */
  readonly onPick: (id: string, isAdded: boolean) => void;
}

/** Height of the text below the drawing that describes the hovered point, in pixels: it covers nothing, and nothing moves when it appears. */
const readingHeight = 36;

/** Maximum distance in pixels between the pointer and the point that it selects. */
const reach = 24;

/** Renders a plan as SVG: points that can be hovered and clicked, lines and bands. */
export function XyFrame({ plan, height, label, onPick }: XyFrameProps) {
  const host = useRef<HTMLDivElement>(null);
  const width = useWidth(host);
  const [hovered, setHovered] = useState<XyPoint | null>(null);
  const frame = useMemo(() => (width === null || width === 0 ? null : layOut(plan, width, height)), [plan, width, height]);
  const names = useMemo(() => (frame === null ? [] : placeNames(plan, frame)), [plan, frame]);
  const find = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return frame === null ? null : nearest(plan.points, frame, event.clientX - box.left, event.clientY - box.top);
  };
  return (
    <div ref={host} className={styles.host} style={{ height: height + readingHeight }}>
      {frame !== null && (
        <svg
          className={styles.drawing}
          width={frame.width}
          height={height}
          role="img"
          aria-label={label}
          data-pointed={hovered !== null && !hovered.isBaseline}
          onPointerMove={(event) => setHovered(find(event))}
          onPointerLeave={() => setHovered(null)}
          onPointerDown={(event) => {
            const found = find(event);
            setHovered(found);
            if (found !== null && !found.isBaseline) onPick(found.id, event.shiftKey || event.metaKey || event.ctrlKey);
          }}
        >
          <Axes plan={plan} frame={frame} />
          <Marks plan={plan} frame={frame} names={names} />
          {hovered !== null && <circle className={styles.ring} cx={frame.x(hovered.x)} cy={frame.y(hovered.y)} r={7} />}
        </svg>
      )}
      {hovered !== null && (
        <p className={styles.reading} style={{ top: height }} aria-hidden="true">
          {hovered.label} <span>{hovered.details}</span>
        </p>
      )}
    </div>
  );
}

interface PartProps {
  readonly plan: XyPlan;
  readonly frame: Frame;
}

function Axes({ plan, frame }: PartProps) {
  const { left, right, top, bottom, xTicks } = frame;
  return (
    <>
      {plan.y.ticks.map(({ at, label }) => (
        <g key={at}>
          <line className={styles.grid} x1={left} x2={right} y1={frame.y(at)} y2={frame.y(at)} />
          <text className={styles.tick} x={left - 6} y={frame.y(at)} dy="0.35em" textAnchor="end">
            {label}
          </text>
        </g>
      ))}
      {xTicks.map(({ at, label }) => (
        <text key={at} className={styles.tick} x={frame.x(at)} y={bottom + 14} textAnchor="middle">
          {label}
        </text>
      ))}
      <text className={styles.title} x={(left + right) / 2} y={bottom + 30} textAnchor="middle">
        {plan.x.title}
      </text>
      <line className={styles.base} x1={left} x2={right} y1={bottom} y2={bottom} />
      <text className={styles.title} x={0} y={top - 6}>
        {plan.y.title}
      </text>
    </>
  );
}

function Marks({ plan, frame, names }: PartProps & { readonly names: readonly PlacedName[] }) {
  const { points, lines, bands } = plan;
  const circles = group(
    points.filter(({ isBaseline, isOutlier }) => !isBaseline && !isOutlier),
    ({ isProminent }) => isProminent,
    ({ colour }) => colour,
  );
  return (
    <>
      {bands.map(({ key, colour, points: along }) => (
        <path key={key} className={styles.band} style={{ fill: colour }} d={bandPath(along, frame)} />
      ))}
      {/* One path for each colour, whose dots are its round caps: ten thousand points stay a handful of elements. */}
      {[...circles].map(([isProminent, byColour]) =>
        [...byColour].map(([colour, own]) => (
          <path
            key={`${isProminent} ${colour}`}
            className={isProminent ? styles.prominent : styles.points}
            style={{ stroke: colour }}
            d={own.map(({ x, y }) => `M${frame.x(x)} ${frame.y(y)}h0`).join('')}
          />
        )),
      )}
      <path
        className={styles.outlier}
        d={points.flatMap(({ x, y, isOutlier }) => (isOutlier ? [outlierMark(frame, x, y)] : [])).join('')}
      />
      {lines.map(({ key, colour, points: along, isDashed, isStepped }) => (
        <path
          key={key}
          className={styles.line}
          style={{ stroke: colour }}
          strokeDasharray={isDashed ? '2 3' : undefined}
          d={linePath(along, frame, isStepped)}
        />
      ))}
      {points
        .filter(({ isBaseline }) => isBaseline)
        .map(({ id, x, y }) => (
          <path key={id} className={styles.baseline} d={`M${frame.x(x)} ${frame.y(y) - 4.5}l4.5 4.5-4.5 4.5-4.5-4.5z`} />
        ))}
      {names.map(({ key, text, left, middle, colour }) => (
        <text key={key} className={styles.name} style={colour === null ? undefined : { fill: colour }} x={left} y={middle} dy="0.35em">
          {text}
        </text>
      ))}
    </>
  );
}

/** A triangle within the frame that points to the edge at which the outliers are. */
function outlierMark({ x, y, top, bottom }: Frame, value: number, measured: number): string {
  const height = y(measured) > (top + bottom) / 2 ? -7 : 7;
  return `M${x(value)} ${y(measured)}l4 ${height}h-8z`;
}

function linePath(points: XyPlan['lines'][number]['points'], frame: Frame, isStepped: boolean): string {
  return points
    .map(({ x, y }, index) => {
      if (index === 0) return `M${frame.x(x)} ${frame.y(y)}`;
      return isStepped ? `H${frame.x(x)}V${frame.y(y)}` : `L${frame.x(x)} ${frame.y(y)}`;
    })
    .join('');
}

function bandPath(points: XyPlan['bands'][number]['points'], frame: Frame): string {
  const forth = points.map(({ x, high }) => `${frame.x(x)} ${frame.y(high)}`);
  const back = points.map(({ x, low }) => `${frame.x(x)} ${frame.y(low)}`).reverse();
  return points.length === 0 ? '' : `M${[...forth, ...back].join('L')}Z`;
}

function nearest(points: readonly XyPoint[], frame: Frame, left: number, top: number): XyPoint | null {
  let best: XyPoint | null = null;
  let least = reach ** 2;
  for (const point of points) {
    const distance = (frame.x(point.x) - left) ** 2 + (frame.y(point.y) - top) ** 2;
    if (distance > least) continue;
    best = point;
    least = distance;
  }
  return best;
}
