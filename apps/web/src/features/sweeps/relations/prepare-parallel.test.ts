import { describe, expect, it } from 'vitest';
import { brushParser } from './brush.ts';
import type { Measure } from './measure.ts';
import { brushText, prepareParallel } from './prepare-parallel.ts';
import type { RelationRun } from './relation-run.ts';

function run(id: string, values: RelationRun['values'], measured: number | null): RelationRun {
  return { id, label: id, number: 1, configuration: 1, values, measured, isOutlier: false, hasEnded: true };
}

const runs = [
  run('a', { dimensions: '784-8', parameterCount: 1, learningRate: 0.001 }, 10),
  run('b', { dimensions: '784-16', parameterCount: 2, learningRate: 0.01 }, 20),
  run('c', { dimensions: '784-32', parameterCount: 3, learningRate: 0.1 }, 40),
  run('d', { dimensions: '784-32', parameterCount: 3, learningRate: 0.1 }, null),
];
const measure: Measure = {
  ...{ metric: { at: 'last', part: 'validation', name: 'cost' }, key: 'validation.cost' },
  ...{ title: 'validation cost', direction: 'minimise' },
};

const input = { runs, keys: ['dimensions', 'learningRate'], measure, brushes: [] };

describe('prepareParallel', () => {
  it('draws a line through the parameters and the cost of each run with a cost', () => {
    const { axes, lines, leftOut, inside } = prepareParallel(input);
    expect(axes.map(({ title }) => title)).toEqual(['dimensions', 'learning rate', 'validation cost']);
    // Categorical values are centred in their slots. Numeric axes have a 4% margin at both ends on the log scale, so the geometric middle
    // is at 0.5.
    expect(lines[1]?.heights).toEqual([0.5, 0.5, 0.5].map((height) => expect.closeTo(height, 9)));
    expect(lines[0]?.heights[1]).toBeCloseTo(0.04 / 1.08, 9);
    expect(lines.map(({ fraction }) => fraction)).toEqual([0, expect.closeTo(0.5, 9), 1]);
    expect([leftOut, inside]).toEqual([1, ['a', 'b', 'c']]);
  });

  it('keeps the runs inside every brush', () => {
    const brushes = [
      { key: 'dimensions', low: '784-16', high: '784-32' },
      { key: 'measure', low: 5, high: 20 },
    ];
    const { inside, axes } = prepareParallel({ ...input, brushes });
    expect(inside).toEqual(['b']);
    expect(axes[1]?.brushed).toBeNull();
    expect(axes[0]?.brushed).toEqual({ from: expect.closeTo((1 - 0.35 + 0.5) / 3, 9), to: expect.closeTo((2 + 0.35 + 0.5) / 3, 9) });
  });

  it('ignores a brush on a missing axis or value', () => {
    const brushes = [
      { key: 'batchSize', low: 1, high: 2 },
      { key: 'dimensions', low: '784-999', high: '784-999' },
    ];
    expect(prepareParallel({ ...input, brushes }).inside).toEqual(['a', 'b', 'c']);
  });

  it('converts an interval of an axis to the values inside it', () => {
    const { brushAt } = prepareParallel(input);
    expect(brushAt('learningRate', 0.9, 0.4)).toEqual({ key: 'learningRate', low: 0.01, high: 0.01 });
    expect(brushAt('dimensions', 0, 0.6)).toEqual({ key: 'dimensions', low: '784-8', high: '784-16' });
    expect(brushAt('measure', 0.6, 0.7)).toBeNull();
  });
});

describe('a brush', () => {
  it.each([
    [{ key: 'learningRate', low: 0.001, high: 0.003 }, 'learningRate~0.001~0.003', 'learning rate 0.001 to 0.003'],
    [{ key: 'dimensions', low: '784-8', high: '784-8' }, 'dimensions~784-8~784-8', 'learning rate 784-8'],
  ])('%j is written as %s in the URL', (brush, text, words) => {
    expect(brushParser.serialize(brush)).toBe(text);
    expect(brushParser.parse(text)).toEqual(brush);
    expect(brushText(brush, 'learning rate')).toBe(words);
  });

  it.each(['', 'a', 'a~1', '~1~2', 'a~1~2~3'])('is not parsed from %j', (text) => {
    expect(brushParser.parse(text)).toBeNull();
  });
});

it('draws outliers to the edge of the cost axis, which fits the other runs', () => {
  const bad = { ...run('e', { dimensions: '784-8', parameterCount: 1, learningRate: 0.1 }, 1e35), isOutlier: true };
  const failed = { ...run('f', { dimensions: '784-16', parameterCount: 2, learningRate: 0.1 }, null), isOutlier: true };
  const { axes, lines, range, leftOut } = prepareParallel({ ...input, runs: [...runs, bad, failed] });
  expect([range.best, range.worst, leftOut]).toEqual([10, 40, 1]);
  expect(lines.map(({ id, heights, fraction }) => [id, heights[2] === 1, fraction === null])).toEqual([
    ['a', false, false],
    ['b', false, false],
    ['c', false, false],
    ['e', true, true],
    ['f', true, true],
  ]);
  expect(axes[2]?.ticks.at(-1)).toEqual({ at: 1, label: 'outliers' });
  expect(Math.max(...(axes[2]?.ticks.slice(0, -1).map(({ at }) => at) ?? []))).toBeLessThan(0.93);
  // A brush on the cost keeps runs that have a place on its axis.
  expect(prepareParallel({ ...input, runs: [...runs, bad], brushes: [{ key: 'measure', low: 10, high: 40 }] }).inside).toEqual([
    'a',
    'b',
    'c',
  ]);
  expect(prepareParallel({ ...input, runs: [...runs, bad], brushes: [{ key: 'learningRate', low: 0.1, high: 0.1 }] }).inside).toEqual([
    'c',
    'e',
  ]);
});
