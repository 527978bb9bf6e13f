import type { Optimizer } from '@hourglass/engine/contract';
import type { OptimizerConfig } from '../config.ts';
import { adam } from './adam.ts';
import { momentum } from './momentum.ts';
import { sgd } from './sgd.ts';

type Factories = { readonly [Kind in OptimizerConfig['kind']]: (config: Extract<OptimizerConfig, { kind: Kind }>) => Optimizer };

const optimizers: Factories = { adam, momentum, sgd };

export function createOptimizer(config: OptimizerConfig): Optimizer {
  const factory = optimizers[config.kind] as (config: OptimizerConfig) => Optimizer;
  return factory(config);
}
