import type { Draw } from '../../engine.ts';
import { sizeOf } from '../../shapes.ts';
import type { DrawSources } from '../draws/draw-sources.ts';
import { wordNodes } from '../draws/word-nodes.ts';
import { constant, type DataType, dataTypes, intConstant, type } from '../graph.ts';
import type { GraphBuilder } from '../graph-builder.ts';

/*
 * XLA joins these nodes to one vectorized loop in which every number computes its own block of Philox. Its own generator computes blocks one by
 * one and interleaves their words, which is three times slower (docs/adr/0011-loops-compiled-by-xla.md).
 */

const int = { T: type('int32') };
const [multiplier0, multiplier1] = [0xd2511f53, 0xcd9e8d57];
const [weyl0, weyl1] = [0x9e3779b9, 0xbb67ae85];

/**
 * Adds the numbers of a draw in one step for XLA.
 *
 * @param graph scoped to the draw
 * @returns their reference, in the shape of the draw
 */
export function addLoopDraw(graph: GraphBuilder, draw: Draw, sources: DrawSources): string {
  const nodes = wordNodes(graph);
  const range = [0, sizeOf(draw.shape), 1].map((bound, index) => graph.add(intConstant(`range_${index}`, [bound], [])));
  const position = graph.add({ name: 'position', op: 'Range', inputs: range, attributes: { Tidx: type('int32') } });
  const [first, second, third, fourth] = addBlock(graph, nodes.withInt('RightShift', position, 2), draw.purpose, sources);
  /** `even` where a bit of the number's position is 0, otherwise `odd`. */
  const select = (bit: 1 | 2, even: string, odd: string) => {
    const isOdd = nodes.withInt('Greater', nodes.withInt('BitwiseAnd', position, bit), 0);
    return graph.add({ name: 'word', op: 'SelectV2', inputs: [isOdd, odd, even], attributes: int });
  };
  const own = () => select(2, select(1, first, second), select(1, third, fourth));
  const numbers = (): string => {
    switch (draw.distribution.kind) {
      case 'normal': {
        // Box & Muller 1958: √(−2 ln(1 − u))·cos 2πv, and the sine in odd positions: sin 2πv = cos 2π(v − ¼)
        const turn = select(2, second, fourth);
        const shifted = select(1, turn, nodes.withInt('AddV2', turn, -(2 ** 30)));
        return nodes.multiply(nodes.radius(select(2, first, third)), nodes.cosine(shifted));
      }
      case 'uniform':
        return nodes.uniform(own());
      case 'mask':
        return nodes.mask(own(), draw.distribution.level);
    }
  };
  const dimensions = graph.add(intConstant('shape', draw.shape));
  return graph.add({ name: 'numbers', op: 'Reshape', inputs: [numbers(), dimensions], attributes: { T: type('float32'), Tshape: int.T } });
}

/** The four words of each block, as int32: ten rounds of Philox 4x32 (see random/philox.ts). @param blocks `[count]`, the first word of the counter */
function addBlock(
  graph: GraphBuilder,
  blocks: string,
  purpose: number,
  { key, counter }: DrawSources,
): readonly [string, string, string, string] {
  const cast = (value: string, from: DataType, to: DataType) =>
    graph.add({ name: 'cast', op: 'Cast', inputs: [value], attributes: { SrcT: type(from), DstT: type(to) } });
  const bitcast = (value: string, from: DataType, to: DataType) =>
    graph.add({ name: 'bits', op: 'Bitcast', inputs: [value], attributes: { T: type(from), type: type(to) } });
  const binary = (op: string, a: string, b: string, of: DataType) =>
    graph.add({ name: op, op, inputs: [a, b], attributes: { T: type(of) } });
  const word = (value: number) =>
    graph.add(constant('word', { type: dataTypes.uint32, shape: [], bytes: new Uint8Array(Uint32Array.of(value).buffer) }));
  const long = (value: number) =>
    graph.add(constant('long', { type: dataTypes.uint64, shape: [], bytes: new Uint8Array(BigUint64Array.of(BigInt(value)).buffer) }));
  const element = (from: string, index: number) => {
    const [at, axis] = [graph.add(intConstant('index', [index], [])), graph.add(intConstant('axis', [0], []))];
    const attributes = { Tparams: int.T, Tindices: int.T, Taxis: int.T };
    return bitcast(graph.add({ name: 'element', op: 'GatherV2', inputs: [from, at, axis], attributes }), 'int32', 'uint32');
  };
  const xor = (a: string, b: string, c: string) => binary('BitwiseXor', binary('BitwiseXor', a, b, 'uint32'), c, 'uint32');
  /** The high and the low word of a product. */
  const product = (value: string, multiplier: number): readonly [string, string] => {
    const whole = binary('Mul', cast(value, 'uint32', 'uint64'), long(multiplier), 'uint64');
    return [cast(binary('RightShift', whole, long(32), 'uint64'), 'uint64', 'uint32'), cast(whole, 'uint64', 'uint32')];
  };

  let [x0, x1, x2] = [bitcast(blocks, 'int32', 'uint32'), word(0), element(counter, 2)];
  let x3 = binary('BitwiseOr', element(counter, 3), word((purpose << 24) >>> 0), 'uint32');
  let [k0, k1] = [element(key, 0), element(key, 1)];
  for (let round = 0; round < 10; round++) {
    const [high0, low0] = product(x0, multiplier0);
    const [high1, low1] = product(x2, multiplier1);
    [x0, x1, x2, x3] = [xor(high1, x1, k0), low1, xor(high0, x3, k1), low0];
    [k0, k1] = [binary('AddV2', k0, word(weyl0), 'uint32'), binary('AddV2', k1, word(weyl1), 'uint32')];
  }
  const int32 = (value: string) => bitcast(value, 'uint32', 'int32');
  return [int32(x0), int32(x1), int32(x2), int32(x3)];
}
