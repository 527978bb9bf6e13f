import { z } from 'zod';

/*
 * How the cells of a figure are arranged, and which code each has: what is stored beside the decoded samples. Browser-safe.
 */

/** A dimension of the code whose values change from the first cell to the last one, at even steps or at quantiles of the normal distribution. */
const axisSchema = z.strictObject({
  dimension: z.int().min(0),
  from: z.number(),
  to: z.number(),
  spacing: z.enum(['even', 'quantiles']),
});
export type FigureAxis = z.output<typeof axisSchema>;

const rowSchema = z.discriminatedUnion('kind', [
  /** Described by the axes of the figure. */
  z.strictObject({ kind: z.literal('cells') }),
  /** From the code of one probe sample to that of another, by their positions in the probe set. */
  z.strictObject({ kind: z.literal('between'), probes: z.tuple([z.int().min(0), z.int().min(0)]) }),
  /** One dimension moves, the others stay at the mean code. Rows are ordered by the measure: KL in nats, or the variance of test codes. */
  z.strictObject({
    kind: z.literal('along'),
    axis: axisSchema,
    measure: z.strictObject({ name: z.enum(['kl', 'variance']), value: z.number() }),
  }),
]);
export type FigureRow = z.output<typeof rowSchema>;

export const figureLayoutSchema = z.strictObject({
  /** Cells in a row. */
  columns: z.int().min(1),
  rows: z.array(rowSchema).min(1).readonly(),
  /** What changes from left to right in every row; null where rows differ. */
  across: axisSchema.nullable(),
  /** What changes from the first row to the last; null where rows are independent. */
  down: axisSchema.nullable(),
});
export type FigureLayout = z.output<typeof figureLayoutSchema>;

/** How far a cell is on the way from the first cell of its row to the last, from 0 to 1. */
export function shareAlong(column: number, { columns }: Pick<FigureLayout, 'columns'>): number {
  return column / (columns - 1);
}
