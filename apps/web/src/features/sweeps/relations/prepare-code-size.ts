import { baselineColour, seriesColour } from '@hourglass/presentation';
import { ascending, least, rollups } from 'd3-array';
import type { Measure } from './measure.ts';
import { described, outlierPoints } from './prepare-scatter.ts';
import { measureAxis, parameterAxis, positionOn } from './prepare-xy-axis.ts';
import { relationAxis } from './relation-axis.ts';
import type { RelationRun } from './relation-run.ts';
import type { XyLine, XyPlan, XyPoint } from './xy-plan.ts';

export interface CodeSizeInput {
  readonly runs: readonly RelationRun[];
  /** PCA for each code size: a lower bound of the training cost of linear networks. */
  readonly pca: readonly RelationRun[];
  readonly measure: Measure;
}

interface PlottedRun {
  readonly run: RelationRun;
  readonly x: number;
  readonly y: number;
}

/**
 * Chart of the measure by code size: a line through the best run of each family at each size, points for the other runs, and PCA's line. A measure
 * without a preferred direction has points only.
 */
export function prepareCodeSize({ runs, pca, measure }: CodeSizeInput): XyPlan {
  const axis = relationAxis('codeSize', [...runs, ...pca]);
  const plot = (those: readonly RelationRun[]) =>
    those.flatMap((run): PlottedRun[] => {
      const x = positionOn(axis, run.values.codeSize);
      return x === null || run.measured === null ? [] : [{ run, x, y: run.measured }];
    });
  const ranked = runs.filter(({ isOutlier }) => !isOutlier);
  const families = rollups(
    plot(ranked),
    (placed) => bestBySize(placed, measure.direction),
    ({ run }) => String(run.values.family ?? 'dense'),
  );
  const colourOf = new Map(families.map(([family], index) => [family, seriesColour(index)]));
  const best = new Set(families.flatMap(([, points]) => points.map(({ run }) => run.id)));
  const points = plot(ranked).map(
    ({ run, x, y }): XyPoint => ({
      ...described(run, axis, measure),
      ...{
        x,
        y,
        colour: colourOf.get(String(run.values.family ?? 'dense')) ?? seriesColour(0),
        isBaseline: false,
        isOutlier: false,
        name: null,
      },
      isProminent: best.has(run.id),
    }),
  );
  const bestPca = bestBySize(plot(pca), measure.direction);
  const lines = [
    line('PCA', baselineColour, bestPca, true),
    ...families.map(([family, ofFamily]) => line(`${family}, best`, colourOf.get(family) ?? seriesColour(0), ofFamily, false)),
  ];
  const y = measureAxis(
    measure.title,
    [...points, ...bestPca].map((point) => point.y),
  );
  return {
    x: parameterAxis({ ...axis, title: 'code size' }),
    y,
    points: [...outlierPoints(runs, axis, { y, measure }), ...points],
    lines: lines.filter((drawn) => drawn.points.length > 0),
    bands: [],
  };
}

function bestBySize(placed: readonly PlottedRun[], direction: Measure['direction']): readonly PlottedRun[] {
  if (direction === 'none') return [];
  return rollups(
    placed,
    (ofSize) => least(ofSize, ({ y }) => (direction === 'maximise' ? -y : y)),
    ({ x }) => x,
  )
    .flatMap(([, point]) => point ?? [])
    .sort((a, b) => ascending(a.x, b.x));
}

function line(label: string, colour: string, points: readonly PlottedRun[], isDashed: boolean): XyLine {
  return { key: label, label, colour, points: points.map(({ x, y }) => ({ x, y })), isDashed, isStepped: false };
}
