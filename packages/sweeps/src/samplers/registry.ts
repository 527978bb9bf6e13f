import type { SamplerConfig } from '../spec.ts';
import { grid } from './grid.ts';
import { randomSearch, roundingRandomSearch } from './random-search.ts';
import type { Sampler } from './sampler.ts';

type Samplers = { readonly [Kind in SamplerConfig['kind']]: Sampler };

const samplers: Samplers = { grid, random: randomSearch };

/**
 * A sweep keeps the version of the samplers that proposed its runs: its spec, given again or widened, must find them. Version 1 drew whole
 * numbers by rounding.
 */
export const samplerVersions = [1, 2] as const;
export type SamplerVersion = (typeof samplerVersions)[number];
export const currentSamplerVersion: SamplerVersion = 2;

const samplersByVersion: Readonly<Record<SamplerVersion, Samplers>> = {
  1: { ...samplers, random: roundingRandomSearch },
  2: samplers,
};

export function samplerOf(kind: SamplerConfig['kind'], version: SamplerVersion): Sampler {
  return samplersByVersion[version][kind];
}
