import { describe, expect, it } from 'vitest';
import { levelsOf, parameterKeys, relationAxis } from './relation-axis.ts';

const runs = [
  { values: { dimensions: '784-128-8', parameterCount: 102_000, learningRate: 0.01, activation: 'tanh', depth: 2 } },
  { values: { dimensions: '784-32', parameterCount: 25_000, learningRate: 0.001, activation: 'relu', depth: 1 } },
  { values: { dimensions: '784-64', parameterCount: 50_000, learningRate: 0.003, activation: 'tanh', depth: 1 } },
];

describe('relationAxis', () => {
  it('orders lists of dimensions by their number of parameters', () => {
    expect(relationAxis('dimensions', runs)).toMatchObject({ isNumeric: false, values: ['784-32', '784-64', '784-128-8'] });
  });

  it.each([
    // 0.001 to 0.01 spans a factor of ten, so the axis is logarithmic.
    ['learningRate', true, [0.001, 0.003, 0.01]],
    ['depth', false, [1, 2]],
    ['activation', false, ['relu', 'tanh']],
  ])('%s: logarithmic %s', (key, isLog, values) => {
    expect(relationAxis(key, runs)).toMatchObject({ isLog, values });
  });
});

describe('levelsOf', () => {
  it('has one level for each of a few values', () => {
    const levels = levelsOf(relationAxis('learningRate', runs), 8);
    expect(levels.map(({ label, centre }) => [label, centre])).toEqual([
      ['0.001', 0.001],
      ['0.003', 0.003],
      ['0.01', 0.01],
    ]);
    expect(levels.map(({ has }) => has(0.003))).toEqual([false, true, false]);
  });

  it('splits many values into ranges of equal ratio, with every value in one', () => {
    const many = Array.from({ length: 40 }, (_, index) => ({ values: { learningRate: 10 ** (-4 + (2 * index) / 39) } }));
    const levels = levelsOf(relationAxis('learningRate', many), 4);
    expect(levels.map(({ label }) => label)).toEqual(['0.0001–0.00032', '0.00032–0.001', '0.001–0.0032', '0.0032–0.01']);
    expect(levels[0]?.centre).toBeCloseTo(10 ** -3.75, 9);
    expect(many.every(({ values }) => levels.filter(({ has }) => has(values.learningRate)).length === 1)).toBe(true);
  });
});

describe('parameterKeys', () => {
  it('has one axis for the shape of the network', () => {
    const varying = ['dimensions', 'learningRate', 'seed', 'depth', 'codeSize', 'parameterCount'];
    expect(parameterKeys(varying, null)).toEqual(['dimensions', 'learningRate', 'seed']);
    expect(parameterKeys(varying, 'dimensions')).toEqual(['dimensions', 'learningRate', 'seed']);
    expect(parameterKeys(varying, 'codeSize')).toEqual(['codeSize', 'learningRate', 'seed']);
    // `width` does not vary.
    expect(parameterKeys(varying, 'width')).toEqual(['dimensions', 'learningRate', 'seed']);
    // The layers do not vary.
    expect(parameterKeys(['learningRate'], 'codeSize')).toEqual(['learningRate']);
  });
});
