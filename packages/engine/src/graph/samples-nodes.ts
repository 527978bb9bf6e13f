import type { ResidentSamples } from '../engine.ts';
import { batchShape } from '../program/batch-shape.ts';
import { type DataType, intConstant, placeholder, type } from './graph.ts';
import type { GraphBuilder } from './graph-builder.ts';

/** References of a graph's samples. All except the axis are feeds. */
export interface SamplesNodes {
  readonly values: string;
  readonly divisor: string;
  readonly mean: string;
  readonly axis: string;
}

export const valuesType = ({ values }: ResidentSamples): DataType => (values instanceof Uint8Array ? 'uint8' : 'float32');

/**
 * The samples in their original type. They are fed as one tensor that TensorFlow holds for all graphs of the process, without a
 * copy. Divisor and mean are feeds instead of constants, because TensorFlow would replace a division by a constant with a product
 * with its reciprocal, which has other bits.
 */
export function addSamples(graph: GraphBuilder, name: string, samples: ResidentSamples): SamplesNodes {
  const { count, size } = samples;
  return {
    values: graph.add(placeholder(name, valuesType(samples), [count, size])),
    divisor: graph.add(placeholder(`${name}_divisor`, 'float32', [])),
    mean: graph.add(placeholder(`${name}_mean`, 'float32', [size])),
    axis: graph.add(intConstant(`${name}_axis`, [0], [])),
  };
}

/**
 * Adds `fround(fround(values / divisor) - mean)` of some rows, `[rows, ...sample shape]`.
 *
 * @param gather `nodes` of the samples, `rows` the reference of the `count` rows' numbers, `name` for the result
 * @returns its reference
 */
export function addGather(
  graph: GraphBuilder,
  samples: ResidentSamples,
  gather: { readonly nodes: SamplesNodes; readonly rows: string; readonly count: number; readonly name: string },
): string {
  const { nodes, rows, count, name } = gather;
  const dtype = valuesType(samples);
  const float = { T: type('float32') };
  const gathered = graph.add({
    name: `${name}_gathered`,
    op: 'GatherV2',
    inputs: [nodes.values, rows, nodes.axis],
    attributes: { Tparams: type(dtype), Tindices: type('int32'), Taxis: type('int32') },
  });
  const values =
    dtype === 'float32'
      ? gathered
      : graph.add({ name: `${name}_cast`, op: 'Cast', inputs: [gathered], attributes: { SrcT: type(dtype), DstT: type('float32') } });
  const divided = graph.add({ name: `${name}_divided`, op: 'RealDiv', inputs: [values, nodes.divisor], attributes: float });
  if (samples.shape === undefined) return graph.add({ name, op: 'Sub', inputs: [divided, nodes.mean], attributes: float });
  const centred = graph.add({ name: `${name}_flat`, op: 'Sub', inputs: [divided, nodes.mean], attributes: float });
  const dimensions = graph.add(intConstant(`${name}_shape`, batchShape(samples, count)));
  return graph.add({ name, op: 'Reshape', inputs: [centred, dimensions], attributes: { ...float, Tshape: type('int32') } });
}
