import { z } from 'zod';

export const baselineNames = ['pca', 'mean'] as const;
export type BaselineName = (typeof baselineNames)[number];

/** What a baseline's run fits. */
export const baselineConfigSchema = z.strictObject({
  baseline: z.enum(baselineNames),
  /** 0 for the mean sample. */
  codeSize: z.int().min(0),
});
export type BaselineConfig = Readonly<z.output<typeof baselineConfigSchema>>;
