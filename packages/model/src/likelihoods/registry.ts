import { bernoulli } from './bernoulli.ts';
import { gaussian } from './gaussian.ts';
import type { Likelihood } from './likelihood.ts';
import type { LikelihoodConfig } from './likelihood-config.ts';
import { squaredErrorLoss } from './squared-error.ts';

type Config<Kind> = Extract<LikelihoodConfig, { kind: Kind }>;

/** Every likelihood. Adding one is a file, its schema in likelihood-config.ts and a line here. */
const likelihoods: { readonly [Kind in LikelihoodConfig['kind']]: (config: Config<Kind>) => Likelihood } = {
  squaredError: () => squaredErrorLoss,
  bernoulli: () => bernoulli,
  gaussian,
};

export function likelihoodOf(config: LikelihoodConfig): Likelihood {
  const create: (config: never) => Likelihood = likelihoods[config.kind];
  return create(config as never);
}
