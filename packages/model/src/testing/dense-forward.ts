import { entry } from '../checked.ts';
import type { RunConfig } from '../config.ts';
import { doubleActivations } from './double-activations.ts';
import type { DoublePass } from './double-pass.ts';
import { affine, columnsOf, type DoubleNetwork, type DoubleParameters, type Matrix, withCondition } from './matrix.ts';

type DenseConfig = Extract<RunConfig, { family: 'dense' }>;

export function denseNetwork(config: DenseConfig, parameters: DoubleParameters, pass: DoublePass, condition: Matrix | null): DoubleNetwork {
  const last = config.dimensions.length - 2;
  const linear = (value: number) => value;
  const layer = (x: Matrix, lead: string, weights = `${lead}/weights`, isTransposed = false) =>
    affine(x, { weights: entry(parameters, weights), biases: entry(parameters, `${lead}/biases`), isTransposed }, linear);
  const activate = (sums: Matrix, activation: (x: number) => number) => sums.map((row) => row.map(activation));

  return {
    encode(x) {
      let current = withCondition(x, condition);
      for (let index = 0; index < last; index++) {
        const sums = layer(current, `encoder/${index}`);
        current = pass.hidden(`encoder/${index}`, sums, columnsOf(sums));
      }
      const code = layer(current, `encoder/${last}`);
      if (config.code.kind === 'plain') return { code: activate(code, doubleActivations[config.activation]) };
      return config.code.kind === 'variational' ? { code, logVariance: layer(current, `encoder/${last}/logVariance`) } : { code };
    },
    decode(z) {
      let current = withCondition(z, condition);
      for (let index = 0; index <= last; index++) {
        const weights = config.tied ? `encoder/${last - index}/weights` : `decoder/${index}/weights`;
        const sums = layer(current, `decoder/${index}`, weights, config.tied);
        current =
          index === last
            ? activate(sums, doubleActivations[config.outputActivation])
            : pass.hidden(`decoder/${index}`, sums, columnsOf(sums));
      }
      return current;
    },
  };
}
