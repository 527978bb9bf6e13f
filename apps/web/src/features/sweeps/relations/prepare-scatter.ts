import { formatCost, formatParameter, numberedLabel, numberLabel, runColour } from '@hourglass/presentation';
import type { Measure } from './measure.ts';
import { paretoFront } from './pareto-front.ts';
import { measureAxis, parameterAxis, positionOn } from './prepare-xy-axis.ts';
import { type RelationAxis, relationAxis } from './relation-axis.ts';
import type { RelationRun } from './relation-run.ts';
import type { XyAxis, XyPlan, XyPoint } from './xy-plan.ts';

export interface ScatterInput {
  readonly runs: readonly RelationRun[];
  readonly baselines: readonly RelationRun[];
  /** Key of the resource on the x axis, a number in every run. */
  readonly key: string;
  readonly measure: Measure;
  readonly selected: readonly string[];
}

export interface ScatterPlan extends XyPlan {
  /** Ids of the runs on the Pareto front, by ascending resource use. */
  readonly front: readonly string[];
}

/** Scatter plot of the measure against a resource, with the Pareto front. */
export function prepareScatter({ runs, baselines, key, measure, selected }: ScatterInput): ScatterPlan {
  const axis = relationAxis(key, [...runs, ...baselines]);
  const placed = pointsOf(
    runs.filter(({ isOutlier }) => !isOutlier),
    axis,
  );
  const front = paretoFront(placed, measure.direction);
  const inFront = new Set(front.map(({ run }) => run.id));
  const chosen = new Set(selected);
  const points = placed.map(
    ({ run, x, y }): XyPoint => ({
      ...described(run, axis, measure),
      ...{ x, y, colour: runColour(run), isBaseline: false, isOutlier: false },
      isProminent: inFront.has(run.id) || chosen.has(run.id),
      name: inFront.has(run.id) && run.number !== null ? numberLabel(run.number) : null,
    }),
  );
  const baselinePoints = pointsOf(baselines, axis).map(
    ({ run, x, y }): XyPoint => ({
      ...described(run, axis, measure),
      ...{ x, y, colour: runColour(run), isBaseline: true, isOutlier: false, isProminent: true, name: run.label },
    }),
  );
  const ranked = [...baselinePoints, ...points];
  const y = measureAxis(
    measure.title,
    ranked.map((point) => point.y),
  );
  return {
    x: parameterAxis(axis),
    y,
    points: [...outlierPoints(runs, axis, { y, measure }), ...ranked],
    lines: [
      {
        key: 'front',
        label: null,
        colour: 'var(--ink-soft)',
        points: front.map(({ x, y }) => ({ x, y })),
        isDashed: false,
        isStepped: true,
      },
    ],
    bands: [],
    front: front.map(({ run }) => run.id),
  };
}

function pointsOf(runs: readonly RelationRun[], axis: RelationAxis) {
  return runs.flatMap((run) => {
    const x = positionOn(axis, run.values[axis.key]);
    return x === null || run.measured === null ? [] : [{ run, x, y: run.measured }];
  });
}

interface EdgeInput {
  readonly y: XyAxis;
  readonly measure: Measure;
}

/** The outliers, at the worse edge of a chart. */
export function outlierPoints(runs: readonly RelationRun[], axis: RelationAxis, { y, measure }: EdgeInput): readonly XyPoint[] {
  return runs.flatMap((run): XyPoint[] => {
    const x = positionOn(axis, run.values[axis.key]);
    if (x === null || !run.isOutlier) return [];
    const look = { colour: 'var(--ink-faint)', isProminent: false, isBaseline: false, isOutlier: true, name: null };
    return [{ ...described(run, axis, measure), x, y: measure.direction === 'maximise' ? y.min : y.max, ...look }];
  });
}

/** Describes a point as text. */
export function described(run: RelationRun, axis: RelationAxis, measure: Measure): Pick<XyPoint, 'id' | 'label' | 'details'> {
  const value = run.values[axis.key];
  const spent = value === undefined ? '' : `${axis.title} ${formatParameter(value, 4)} · `;
  return {
    id: run.id,
    label: numberedLabel(run.label, run.number),
    details: `${spent}${run.measured === null ? 'failed without a value' : `${measure.title} ${formatCost(run.measured)}`}`,
  };
}
