import type { ResidentSamples } from '../engine.ts';
import { type DataType, type GraphNode, intConstant, placeholder, type } from './graph.ts';

/** Names of the placeholders through which a graph sees samples. */
export const samplesFeeds = { values: 'samples', divisor: 'samples_divisor', mean: 'samples_mean' } as const;

export const valuesType = ({ values }: ResidentSamples): DataType => (values instanceof Uint8Array ? 'uint8' : 'float32');

/**
 * The samples as they came. They are fed as one tensor that TensorFlow holds for all graphs of the process, without a copy.
 * Divisor and mean are fed too, not constants: TensorFlow would turn a division by a constant into a product with its
 * reciprocal, which gives other bits.
 */
export function samplesNodes(samples: ResidentSamples): readonly GraphNode[] {
  const { count, size } = samples;
  return [
    placeholder(samplesFeeds.values, valuesType(samples), [count, size]),
    placeholder(samplesFeeds.divisor, 'float32', []),
    placeholder(samplesFeeds.mean, 'float32', [size]),
    intConstant('samples_axis', [0], []),
  ];
}

/** `fround(fround(values / divisor) - mean)` of these rows, `[rows, size]`, as the node `output`. */
export function gatherNodes(samples: ResidentSamples, rows: string, output: string): readonly GraphNode[] {
  const dtype = valuesType(samples);
  const gathered = `${output}_gathered`;
  const cast = `${output}_cast`;
  return [
    {
      name: gathered,
      op: 'GatherV2',
      inputs: [samplesFeeds.values, rows, 'samples_axis'],
      attributes: { Tparams: type(dtype), Tindices: type('int32'), Taxis: type('int32') },
    },
    ...(dtype === 'float32'
      ? []
      : [{ name: cast, op: 'Cast', inputs: [gathered], attributes: { SrcT: type(dtype), DstT: type('float32') } }]),
    {
      name: `${output}_divided`,
      op: 'RealDiv',
      inputs: [dtype === 'float32' ? gathered : cast, samplesFeeds.divisor],
      attributes: { T: type('float32') },
    },
    { name: output, op: 'Sub', inputs: [`${output}_divided`, samplesFeeds.mean], attributes: { T: type('float32') } },
  ];
}
