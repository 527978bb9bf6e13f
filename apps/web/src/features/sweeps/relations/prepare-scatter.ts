import { formatCost, formatParameter, numberedLabel, positionLabel, runColour } from '@hourglass/presentation';
import { paretoFront } from './pareto-front.ts';
import { costAxis, parameterAxis, positionOn } from './prepare-xy-axis.ts';
import { type RelationAxis, relationAxis } from './relation-axis.ts';
import type { RelationRun } from './relation-run.ts';
import type { XyPlan, XyPoint } from './xy-plan.ts';

export interface ScatterInput {
  readonly runs: readonly RelationRun[];
  readonly baselines: readonly RelationRun[];
  /** Key of the resource on the x axis, a number in every run. */
  readonly key: string;
  readonly costTitle: string;
  readonly selected: readonly string[];
}

export interface ScatterPlan extends XyPlan {
  /** Ids of the runs on the Pareto front, by ascending resource use. */
  readonly front: readonly string[];
}

/** Scatter plot of cost against a resource, with the Pareto front. */
export function prepareScatter({ runs, baselines, key, costTitle, selected }: ScatterInput): ScatterPlan {
  const axis = relationAxis(key, [...runs, ...baselines]);
  const placed = pointsOf(runs, axis);
  const front = paretoFront(placed);
  const inFront = new Set(front.map(({ run }) => run.id));
  const chosen = new Set(selected);
  const points = placed.map(
    ({ run, x, y }): XyPoint => ({
      ...described(run, axis, costTitle),
      ...{ x, y, colour: runColour(run.index), isBaseline: false },
      isProminent: inFront.has(run.id) || chosen.has(run.id),
      name: inFront.has(run.id) && run.index !== null ? positionLabel(run.index) : null,
    }),
  );
  const yardsticks = pointsOf(baselines, axis).map(
    ({ run, x, y }): XyPoint => ({
      ...described(run, axis, costTitle),
      ...{ x, y, colour: runColour(null), isBaseline: true, isProminent: true, name: run.label },
    }),
  );
  const all = [...yardsticks, ...points];
  return {
    x: parameterAxis(axis),
    y: costAxis(
      costTitle,
      all.map(({ y }) => y),
    ),
    points: all,
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
    return x === null || run.cost === null ? [] : [{ run, x, y: run.cost }];
  });
}

/** Describes a point as text. */
export function described(run: RelationRun, axis: RelationAxis, costTitle: string): Pick<XyPoint, 'id' | 'label' | 'details'> {
  const value = run.values[axis.key];
  const spent = value === undefined ? '' : `${axis.title} ${formatParameter(value, 4)} · `;
  return { id: run.id, label: numberedLabel(run.label, run.index), details: `${spent}${costTitle} ${formatCost(run.cost)}` };
}
