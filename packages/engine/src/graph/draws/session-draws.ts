import type { Draw } from '../../engine.ts';
import { sizeOf } from '../../shapes.ts';
import { type Attribute, intConstant, outputReference, type } from '../graph.ts';
import type { GraphBuilder } from '../graph-builder.ts';
import type { DrawSources } from './draw-sources.ts';
import { wordNodes } from './word-nodes.ts';

const int = type('int32');
const float = type('float32');
/** RNG_ALG_PHILOX of tensorflow/core/framework/rng_alg.h */
const philoxAlgorithm = 1;

/**
 * Adds the numbers of a draw in one step for the session: few operations, each over all words.
 *
 * @param graph scoped to the draw
 * @returns their reference, in the shape of the draw
 */
export function addSessionDraw(graph: GraphBuilder, draw: Draw, sources: DrawSources): string {
  const count = sizeOf(draw.shape);
  const nodes = wordNodes(graph);
  const words = (length: number) => addWords(graph, draw.purpose, sources, length);
  const shaped = (numbers: string) => reshape(graph, numbers, draw.shape, float);
  switch (draw.distribution.kind) {
    case 'normal': {
      const pairs = Math.ceil(count / 2);
      const split = graph.add({
        name: 'pairs',
        op: 'Unpack',
        inputs: [reshape(graph, words(2 * pairs), [pairs, 2], int)],
        attributes: { T: int, num: { kind: 'int', value: 2 }, axis: { kind: 'int', value: 1 } },
      });
      // Box & Muller 1958: √(−2 ln(1 − u))·cos 2πv and √(−2 ln(1 − u))·sin 2πv
      const radius = nodes.radius(split);
      const both = (['Cos', 'Sin'] as const).map((op) => nodes.multiply(radius, nodes.trigonometric(op, outputReference(split, 1))));
      const packed = graph.add({
        name: 'packed',
        op: 'Pack',
        inputs: both,
        attributes: { T: float, N: { kind: 'int', value: 2 }, axis: { kind: 'int', value: 1 } },
      });
      return shaped(first(graph, reshape(graph, packed, [2 * pairs], float), count));
    }
    case 'uniform':
      return shaped(nodes.uniform(words(count)));
    case 'mask':
      return shaped(nodes.mask(words(count), draw.distribution.level));
  }
}

/** The first words of the step's stream, `[length]`. */
function addWords(graph: GraphBuilder, purpose: number, { key, counter }: DrawSources, length: number): string {
  const uint64 = (words: string, count: number) =>
    graph.add({
      name: 'uint64',
      op: 'Bitcast',
      inputs: [reshape(graph, words, [count, 2], int)],
      attributes: { T: int, type: type('uint64') },
    });
  const purposeWord = graph.add(intConstant('purpose', [0, 0, 0, purpose << 24]));
  const ofPurpose = graph.add({ name: 'counter', op: 'BitwiseOr', inputs: [counter, purposeWord], attributes: { T: int } });
  const shape = graph.add(intConstant('words_shape', [length]));
  const algorithm = graph.add(intConstant('algorithm', [philoxAlgorithm], []));
  return graph.add({
    name: 'words',
    op: 'StatelessRandomUniformFullIntV2',
    inputs: [shape, uint64(key, 1), uint64(ofPurpose, 2), algorithm],
    attributes: { dtype: int, Tshape: int },
  });
}

function reshape(graph: GraphBuilder, value: string, shape: readonly number[], T: Attribute): string {
  const dimensions = graph.add(intConstant('shape', shape));
  return graph.add({ name: 'reshaped', op: 'Reshape', inputs: [value, dimensions], attributes: { T, Tshape: int } });
}

function first(graph: GraphBuilder, values: string, count: number): string {
  const [begin, size] = [graph.add(intConstant('begin', [0])), graph.add(intConstant('size', [count]))];
  return graph.add({ name: 'first', op: 'Slice', inputs: [values, begin, size], attributes: { T: float, Index: int } });
}
