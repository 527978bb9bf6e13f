import { grid } from './grid.ts';
import { randomSearch } from './random-search.ts';
import type { Sampler } from './sampler.ts';

export const samplers = { grid, random: randomSearch } as const satisfies Record<string, Sampler>;
