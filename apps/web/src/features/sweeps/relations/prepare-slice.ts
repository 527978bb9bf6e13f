import { runColour } from '@hourglass/presentation';
import type { Measure } from './measure.ts';
import type { AxisImportance } from './prepare-importance.ts';
import { described, outlierPoints } from './prepare-scatter.ts';
import { measureAxis, parameterAxis, positionOn } from './prepare-xy-axis.ts';
import type { RelationRun } from './relation-run.ts';
import type { XyPlan, XyPoint } from './xy-plan.ts';

export interface SliceInput {
  readonly importance: AxisImportance;
  readonly runs: readonly RelationRun[];
  readonly measure: Measure;
}

/** Chart along one parameter: the measure of every run, and the forest's expected value averaged over the other parameters. */
export function prepareSlice({ importance, runs, measure }: SliceInput): XyPlan {
  const { axis } = importance;
  const points = runs.flatMap((run): XyPoint[] => {
    const x = positionOn(axis, run.values[axis.key]);
    if (x === null || run.measured === null || run.isOutlier) return [];
    const drawn = { x, y: run.measured, colour: runColour(run), isProminent: false, isBaseline: false, isOutlier: false, name: null };
    return [{ ...described(run, axis, measure), ...drawn }];
  });
  const y = measureAxis(
    measure.title,
    points.map((point) => point.y),
  );
  return {
    x: parameterAxis(axis),
    y,
    points: [...outlierPoints(runs, axis, { y, measure }), ...points],
    ...expectation(importance),
  };
}

/** Half width of a categorical value's expectation, in units of the axis. */
const half = 0.3;

/** One connected line for a numeric parameter; a separate segment per value for a categorical one. */
function expectation({ axis, slice }: AxisImportance): Pick<XyPlan, 'lines' | 'bands'> {
  const pieces = axis.isNumeric
    ? [slice]
    : slice.map((level) => [
        { ...level, centre: level.centre - half },
        { ...level, centre: level.centre + half },
      ]);
  return {
    lines: pieces.map((levels, index) => ({
      ...{ key: `expected ${index}`, label: null, colour: 'var(--ink)', isDashed: false, isStepped: false },
      points: levels.map(({ centre, expected }) => ({ x: centre, y: expected })),
    })),
    bands: pieces.map((levels, index) => ({
      ...{ key: `between trees ${index}`, colour: 'var(--ink)' },
      points: levels.map(({ centre, low, high }) => ({ x: centre, low, high })),
    })),
  };
}
