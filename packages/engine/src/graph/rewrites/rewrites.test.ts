import { describe, expect, it } from 'vitest';
import { type Attribute, constant, dataTypes, floatConstant, type } from '../graph.ts';
import { type RecordedNode, sourceOp } from '../record.ts';
import { biasAdditions } from './bias-additions.ts';
import { dropReshapes } from './drop-reshapes.ts';
import { joinedProducts } from './joined-products.ts';
import { plainProducts } from './plain-products.ts';
import { rewriteNodes } from './rewrite-nodes.ts';
import { rowAdditions } from './row-additions.ts';
import { tanhGradients } from './tanh-gradients.ts';

const T = type('float32');
const bool = (value: boolean): Attribute => ({ kind: 'bool', value });

function node(
  name: string,
  op: string,
  inputs: readonly string[],
  shape: readonly number[],
  attributes: RecordedNode['attributes'] = { T },
): RecordedNode {
  return { name, op, inputs, attributes, outputs: [{ type: dataTypes.float32, shape }] };
}
const source = (name: string, shape: readonly number[]) => node(name, sourceOp, [], shape, {});
const product = (name: string, a: string, b: string, shape: readonly number[], [left, right]: readonly [boolean, boolean]) =>
  node(name, 'MatMul', [a, b], shape, { T, transpose_a: bool(left), transpose_b: bool(right) });
const told = (nodes: readonly RecordedNode[]) =>
  nodes.filter(({ op }) => op !== sourceOp && op !== 'Const').map(({ name, op, inputs }) => [name, op, ...inputs]);

describe('dropReshapes', () => {
  it.each([
    ['a reshape to the same shape', node('r', 'Reshape', ['x', 'shape'], [2, 3]), 'Identity'],
    ['a reshape to another shape', node('r', 'Reshape', ['x', 'shape'], [6]), 'Reshape'],
    ['a cast to the same type', node('r', 'Cast', ['x'], [2, 3], { SrcT: T, DstT: T }), 'Identity'],
    ['a cast to another type', { ...node('r', 'Cast', ['x'], [2, 3]), outputs: [{ type: dataTypes.int32, shape: [2, 3] }] }, 'Cast'],
  ])('makes %s: %s', (_, given, op) => {
    expect(dropReshapes([source('x', [2, 3]), given])[1]?.op).toBe(op);
  });
});

describe('plainProducts', () => {
  it('turns batches of one matrix into a product, with its transpositions', () => {
    const given = node('p', 'BatchMatMulV2', ['a', 'b'], [2, 3], { T, adj_x: bool(true), adj_y: bool(false) });
    expect(plainProducts([given])).toEqual([product('p', 'a', 'b', [2, 3], [true, false])]);
  });
  it('leaves batches of several alone', () => {
    const given = node('p', 'BatchMatMulV2', ['a', 'b'], [4, 2, 3], { T, adj_x: bool(false), adj_y: bool(false) });
    expect(plainProducts([given])).toEqual([given]);
  });
});

describe('biasAdditions', () => {
  const sources = [source('x', [2, 4]), source('w', [4, 3])];
  const multiplied = product('p', 'x', 'w', [2, 3], [false, false]);
  it.each([
    ['a vector over the rows of a product', source('b', [3]), 'BiasAdd'],
    ['a matrix', source('b', [2, 3]), 'Add'],
    ['a vector of one', source('b', [1]), 'Add'],
    ['a scalar', source('b', []), 'Add'],
  ])('makes the addition of %s: %s → %s', (_, bias, op) => {
    expect(biasAdditions([...sources, multiplied, bias, node('sum', 'Add', ['p', 'b'], [2, 3])]).at(-1)?.op).toBe(op);
  });
  it('leaves additions to other results alone', () => {
    const given = [source('p', [2, 3]), source('b', [3]), node('sum', 'Add', ['p', 'b'], [2, 3])];
    expect(biasAdditions(given)).toEqual(given);
  });
});

describe('tanhGradients', () => {
  const chain = (one: number, activation: string) => [
    source('x', [2, 3]),
    source('dy', [2, 3]),
    node('y', activation, ['x'], [2, 3]),
    node('y2', 'Square', ['y'], [2, 3]),
    { ...floatConstant('one', one), outputs: [{ type: dataTypes.float32, shape: [] }] },
    node('slope', 'Sub', ['one', 'y2'], [2, 3]),
    node('dx', 'Mul', ['slope', 'dy'], [2, 3]),
  ];
  it('makes (1 - y²) dy one operation', () => {
    expect(tanhGradients(chain(1, 'Tanh')).at(-1)).toMatchObject({ name: 'dx', op: 'TanhGrad', inputs: ['y', 'dy'] });
  });
  it.each([
    [2, 'Tanh'],
    [1, 'Sigmoid'],
  ])('leaves %d - y² of %s alone', (one, activation) => {
    expect(tanhGradients(chain(one, activation))).toEqual(chain(one, activation));
  });
});

describe('joinedProducts', () => {
  const sources = ['a', 'b', 'c', 'd'].map((name) => source(name, [5, 3]));
  const sum = (transposed: readonly [boolean, boolean]) => [
    ...sources,
    product('first', 'a', 'b', [3, 3], transposed),
    product('second', 'c', 'd', [3, 3], transposed),
    node('sum', 'Add', ['first', 'second'], [3, 3]),
  ];
  it('makes aᵀb + cᵀd one product over the concatenated rows', () => {
    const joined = joinedProducts(sum([true, false]));
    expect(told(joined).slice(2)).toEqual([
      ['sum_left', 'ConcatV2', 'a', 'c', 'sum_left_axis'],
      ['sum_right', 'ConcatV2', 'b', 'd', 'sum_right_axis'],
      ['sum', 'MatMul', 'sum_left', 'sum_right'],
    ]);
    expect(joined.at(-1)?.attributes).toEqual({ T, transpose_a: bool(true), transpose_b: bool(false) });
  });
  it('leaves products of other transpositions alone', () => {
    expect(joinedProducts(sum([false, false]))).toEqual(sum([false, false]));
  });
  it('leaves a product that something else needs too alone', () => {
    const given = [...sum([true, false]), node('other', 'Neg', ['first'], [3, 3])];
    expect(joinedProducts(given)).toEqual(given);
  });
});

describe('rowAdditions', () => {
  const sum = (rows: number) => [
    source('a', [rows, 2]),
    source('w', [2, 3]),
    source('b', [rows, 3]),
    product('p', 'a', 'w', [rows, 3], [false, false]),
    node('sum', 'Add', ['p', 'b'], [rows, 3]),
  ];
  it.each([
    [1, 'AddN'],
    [2, 'Add'],
  ])('makes the sum of a product of %d rows: %s', (rows, op) => {
    expect(rowAdditions(sum(rows)).at(-1)?.op).toBe(op);
  });
});

describe('rewriteNodes', () => {
  it('leads references past what fell away', () => {
    const shape: RecordedNode = {
      ...constant('shape', { type: dataTypes.int32, shape: [2], bytes: new Uint8Array(8) }),
      outputs: [{ type: dataTypes.int32, shape: [2] }],
    };
    const { nodes, resolve } = rewriteNodes([
      source('x', [2, 3]),
      shape,
      node('r1', 'Reshape', ['x', 'shape'], [2, 3]),
      node('r2', 'Reshape', ['r1', 'shape'], [2, 3]),
      node('n', 'Neg', ['r2'], [2, 3]),
    ]);
    expect(told(nodes)).toEqual([['n', 'Neg', 'x']]);
    expect(['r1', 'r2', 'n'].map(resolve)).toEqual(['x', 'x', 'n']);
  });
});
