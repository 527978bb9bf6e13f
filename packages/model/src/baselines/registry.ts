import type { Baseline } from './baseline.ts';
import { meanImage } from './mean-image.ts';
import { pca } from './pca.ts';

export const baselines = { pca, mean: meanImage } as const satisfies Readonly<Record<string, Baseline>>;
