import type { ResidentSamples } from '../engine.ts';

/** The shape of a batch of this many samples, as steps and evaluations receive it: `[rows, ...sample shape]`. */
export const batchShape = ({ size, shape = [size] }: ResidentSamples, rows: number): readonly number[] => [rows, ...shape];
