import { describe, expect, it } from 'vitest';
import { type Attribute, constant, dataTypes, floatConstant, intConstant, type } from '../graph.ts';
import { createNodeNames } from '../node-names.ts';
import { type RecordedNode, sourceOp } from '../recorded-node.ts';
import { biasAdditions } from './bias-additions.ts';
import { dropReshapes } from './drop-reshapes.ts';
import { joinedProducts } from './joined-products.ts';
import { plainProducts } from './plain-products.ts';
import type { Rewrite } from './rewrite.ts';
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
const ofType = (given: RecordedNode, of: number): RecordedNode => ({
  ...given,
  outputs: given.outputs.map((one) => ({ ...one, type: of })),
});
const source = (name: string, shape: readonly number[]) => node(name, sourceOp, [], shape, {});
/** A node whose second output has this shape. */
const second = (name: string, shape: readonly number[]): RecordedNode => ({
  ...source(name, [7, 7]),
  outputs: [
    { type: dataTypes.float32, shape: [7, 7] },
    { type: dataTypes.float32, shape },
  ],
});
const one = (value: number, shape: readonly number[] = []): RecordedNode => ({
  ...floatConstant('one', value),
  outputs: [{ type: dataTypes.float32, shape }],
});
const product = (name: string, a: string, b: string, shape: readonly number[], [left, right]: readonly [boolean, boolean]) =>
  node(name, 'MatMul', [a, b], shape, { T, transpose_a: bool(left), transpose_b: bool(right) });
const described = (nodes: readonly RecordedNode[]) =>
  nodes.filter(({ op }) => op !== sourceOp && op !== 'Const').map(({ name, op, inputs }) => [name, op, ...inputs]);
const apply = (rewrite: Rewrite, nodes: readonly RecordedNode[]) => rewrite(nodes, createNodeNames(nodes.map(({ name }) => name)));
const staysAsIs = (rewrite: Rewrite, nodes: readonly RecordedNode[]) => expect(apply(rewrite, nodes)).toEqual(nodes);

describe('dropReshapes', () => {
  const x = source('x', [2, 3]);
  it.each([
    ['a reshape to the same shape', [x, node('r', 'Reshape', ['x', 'shape'], [2, 3])], 'Identity'],
    ['a cast to the same type', [x, node('r', 'Cast', ['x'], [2, 3], { SrcT: T, DstT: T })], 'Identity'],
    ['a reshape of a second output to its shape', [second('x', [2, 3]), node('r', 'Reshape', ['x:1', 'shape'], [2, 3])], 'Identity'],
    ['a reshape to another shape', [x, node('r', 'Reshape', ['x', 'shape'], [6])], 'Reshape'],
    ['a reshape to more axes', [x, node('r', 'Reshape', ['x', 'shape'], [1, 2, 3])], 'Reshape'],
    [
      'a reshape of a second output to the first one’s shape',
      [second('x', [49]), node('r', 'Reshape', ['x:1', 'shape'], [7, 7])],
      'Reshape',
    ],
    ['a cast to another type', [x, ofType(node('r', 'Cast', ['x'], [2, 3]), dataTypes.int32)], 'Cast'],
    ['a cast from another type', [ofType(x, dataTypes.bool), node('r', 'Cast', ['x'], [2, 3])], 'Cast'],
  ])('makes %s: %s', (_, given, op) => {
    expect(apply(dropReshapes, given).at(-1)?.op).toBe(op);
  });
});

describe('plainProducts', () => {
  const sources = [source('a', [5, 2]), source('b', [5, 3])];
  const batched = (shape: readonly number[]) => node('p', 'BatchMatMulV2', ['a', 'b'], shape, { T, adj_x: bool(true), adj_y: bool(false) });

  it('replaces a batch of one matrix by a plain product, including its transpositions', () => {
    expect(apply(plainProducts, [...sources, batched([2, 3])]).at(-1)).toEqual(product('p', 'a', 'b', [2, 3], [true, false]));
  });
  it.each([
    ['batches of several', [source('a', [4, 5, 2]), source('b', [4, 5, 3]), batched([4, 2, 3])]],
    ['a batch whose second operand is broadcast', [source('a', [4, 5, 2]), source('b', [5, 3]), batched([4, 2, 3])]],
    ['another type', [...sources, ofType(batched([2, 3]), dataTypes.int32)]],
  ])('leaves %s alone', (_, given) => staysAsIs(plainProducts, given));
});

describe('biasAdditions', () => {
  const sources = [source('x', [2, 4]), source('w', [4, 3])];
  const multiplied = product('p', 'x', 'w', [2, 3], [false, false]);
  const sum = node('sum', 'Add', ['p', 'b'], [2, 3]);
  it('adds a vector to the rows of a product as a bias', () => {
    expect(apply(biasAdditions, [...sources, multiplied, source('b', [3]), sum]).at(-1)).toEqual({ ...sum, op: 'BiasAdd' });
  });
  it.each([
    ['a matrix', [...sources, multiplied, source('b', [2, 3]), sum]],
    ['a row', [...sources, multiplied, source('b', [1, 3]), sum]],
    ['a column', [...sources, multiplied, source('b', [2, 1]), sum]],
    ['a vector of one', [...sources, multiplied, source('b', [1]), sum]],
    ['a scalar', [...sources, multiplied, source('b', []), sum]],
    ['the second output of a node', [...sources, multiplied, second('b', [2, 3]), { ...sum, inputs: ['p', 'b:1'] }]],
    ['a vector from the left', [...sources, multiplied, source('b', [3]), { ...sum, inputs: ['b', 'p'] }]],
    ['a stack of vectors', [...sources, multiplied, source('b', [5, 2, 3]), { ...sum, outputs: source('', [5, 2, 3]).outputs }]],
    ['another type', [...sources, multiplied, source('b', [3]), ofType(sum, dataTypes.int32)]],
    ['a vector to something other than a product', [source('p', [2, 3]), source('b', [3]), sum]],
    ['a product to itself', [...sources, multiplied, { ...sum, inputs: ['p', 'p'] }]],
  ])('leaves the addition of %s alone', (_, given) => staysAsIs(biasAdditions, given));
});

describe('tanhGradients', () => {
  const x = source('x', [2, 3]);
  const dy = source('dy', [2, 3]);
  const y = node('y', 'Tanh', ['x'], [2, 3]);
  const square = node('y2', 'Square', ['y'], [2, 3]);
  const slope = node('slope', 'Sub', ['one', 'y2'], [2, 3]);
  const dx = node('dx', 'Mul', ['slope', 'dy'], [2, 3]);
  const wholeOne: RecordedNode = { ...intConstant('one', [0x3f80_0000], []), outputs: [{ type: dataTypes.int32, shape: [] }] };

  it.each([
    ['(1 - y²) dy', [x, dy, y, square, one(1), slope, dx]],
    ['dy (1 - y²)', [x, dy, y, square, one(1), slope, { ...dx, inputs: ['dy', 'slope'] }]],
    ['a slope with another consumer', [x, dy, y, square, one(1), slope, node('other', 'Neg', ['slope'], [2, 3]), dx]],
    ['a one of one row', [x, dy, y, square, one(1, [1, 1]), slope, dx]],
  ])('fuses %s', (_, given) => {
    expect(apply(tanhGradients, given).at(-1)).toEqual({ ...dx, op: 'TanhGrad', inputs: ['y', 'dy'] });
  });
  it('treats one factor of slope × slope as the gradient', () => {
    const squared = { ...dx, inputs: ['slope', 'slope'] };
    expect(apply(tanhGradients, [x, y, square, one(1), slope, squared]).at(-1)).toMatchObject({ op: 'TanhGrad', inputs: ['y', 'slope'] });
  });
  it.each([
    ['2 - y²', [x, dy, y, square, one(2), slope, dx]],
    ['y² - 1', [x, dy, y, square, one(1), { ...slope, inputs: ['y2', 'one'] }, dx]],
    ['a one of whole numbers with the same bits', [x, dy, y, square, wholeOne, slope, dx]],
    ['another activation', [x, dy, node('y', 'Sigmoid', ['x'], [2, 3]), square, one(1), slope, dx]],
    ['y · y', [x, dy, y, node('y2', 'Mul', ['y', 'y'], [2, 3]), one(1), slope, dx]],
    ['a row as dy', [x, source('dy', [3]), y, square, one(1), slope, dx]],
    ['a column as dy', [x, source('dy', [2, 1]), y, square, one(1), slope, dx]],
    ['a scalar as dy', [x, source('dy', []), y, square, one(1), slope, dx]],
    ['a stack as dy', [x, source('dy', [4, 2, 3]), y, square, one(1), slope, node('dx', 'Mul', ['slope', 'dy'], [4, 2, 3])]],
    [
      'a one with more axes',
      [
        x,
        source('dy', [1, 2, 3]),
        y,
        square,
        one(1, [1, 1, 1]),
        node('slope', 'Sub', ['one', 'y2'], [1, 2, 3]),
        node('dx', 'Mul', ['slope', 'dy'], [1, 2, 3]),
      ],
    ],
    ['the second output of a node as y', [x, dy, second('y', [2, 3]), node('y2', 'Square', ['y:1'], [2, 3]), one(1), slope, dx]],
  ])('leaves %s alone', (_, given) => staysAsIs(tanhGradients, given));
});

describe('joinedProducts', () => {
  const sources = ['a', 'b', 'c', 'd'].map((name) => source(name, [5, 3]));
  const first = product('first', 'a', 'b', [3, 3], [true, false]);
  const other = product('second', 'c', 'd', [3, 3], [true, false]);
  const sum = node('sum', 'Add', ['first', 'second'], [3, 3]);

  it('replaces aᵀb + cᵀd by one product over the concatenated rows', () => {
    const joined = apply(joinedProducts, [...sources, first, other, sum]);
    expect(described(joined).slice(2)).toEqual([
      ['sum_left', 'ConcatV2', 'a', 'c', 'sum_left_axis'],
      ['sum_right', 'ConcatV2', 'b', 'd', 'sum_right_axis'],
      ['sum', 'MatMul', 'sum_left', 'sum_right'],
    ]);
    expect(joined.at(-1)?.attributes).toEqual({ T, transpose_a: bool(true), transpose_b: bool(false) });
    expect(joined.find(({ name }) => name === 'sum_left')?.outputs).toEqual([{ type: dataTypes.float32, shape: [10, 3] }]);
  });
  it('joins products over different numbers of rows', () => {
    const given = [...sources.slice(0, 2), source('c', [2, 3]), source('d', [2, 3]), first, other, sum];
    expect(apply(joinedProducts, given).at(-1)?.op).toBe('MatMul');
  });
  it('gives its nodes unique names', () => {
    const joined = apply(joinedProducts, [source('sum_left', [1]), source('sum_right_axis', [1]), ...sources, first, other, sum]);
    const names = joined.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(joined.at(-1)?.inputs).toEqual(['sum_left_1', 'sum_right']);
  });
  it.each<[string, readonly RecordedNode[]]>([
    ['products of other transpositions', [...sources, product('first', 'a', 'b', [3, 3], [false, false]), other, sum]],
    ['transposed products', [...sources, product('first', 'a', 'b', [3, 3], [true, true]), other, sum]],
    ['a product with another consumer', [...sources, first, other, sum, node('other', 'Neg', ['first'], [3, 3])]],
    ['a product twice', [...sources, first, { ...sum, inputs: ['first', 'first'] }]],
    ['a broadcast row', [...sources, source('c1', [5, 1]), first, product('second', 'c1', 'd', [1, 3], [true, false]), sum]],
    ['a broadcast column', [...sources, source('d1', [5, 1]), first, product('second', 'c', 'd1', [3, 1], [true, false]), sum]],
    ['another type', [...sources, ofType(first, dataTypes.int32), ofType(other, dataTypes.int32), ofType(sum, dataTypes.int32)]],
    ['a difference', [...sources, first, other, { ...sum, op: 'Sub' }]],
  ])('leaves %s alone', (_, given) => staysAsIs(joinedProducts, given));
});

describe('rowAdditions', () => {
  const sum = (rows: number, bias: readonly number[]) => [
    source('a', [rows, 2]),
    source('w', [2, 3]),
    source('b', bias),
    product('p', 'a', 'w', [rows, 3], [false, false]),
    node('sum', 'Add', ['p', 'b'], [rows, 3]),
  ];
  it('uses AddN to add a row to a product of one row', () => {
    expect(apply(rowAdditions, sum(1, [1, 3])).at(-1)).toMatchObject({ op: 'AddN', attributes: { N: { kind: 'int', value: 2 } } });
  });
  it('uses AddN for the second output of a node', () => {
    const given = [...sum(1, [1, 3]).filter(({ name }) => name !== 'b' && name !== 'sum'), second('b', [1, 3])];
    expect(apply(rowAdditions, [...given, node('sum', 'Add', ['p', 'b:1'], [1, 3])]).at(-1)?.op).toBe('AddN');
  });
  it.each([
    ['a product of two rows', sum(2, [2, 3])],
    ['a vector', sum(1, [3])],
    ['a scalar', sum(1, [])],
    ['something other than a product', [source('p', [1, 3]), source('b', [1, 3]), node('sum', 'Add', ['p', 'b'], [1, 3])]],
    ['another type', sum(1, [1, 3]).map((given) => ofType(given, dataTypes.int32))],
  ])('leaves the sum with %s alone', (_, given) => staysAsIs(rowAdditions, given));
});

describe('rewriteNodes', () => {
  it('redirects references to removed nodes', () => {
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
    expect(described(nodes)).toEqual([['n', 'Neg', 'x']]);
    expect(['r1', 'r2', 'n'].map(resolve)).toEqual(['x', 'x', 'n']);
  });
});
