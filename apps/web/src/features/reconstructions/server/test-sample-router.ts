import { z } from 'zod';
import { at } from '#lib/at.ts';
import { worstFirst } from '#lib/sample-order.ts';
import { checked } from '#server/checked.ts';
import { WebError } from '#server/errors.ts';
import { idSchema, testRowsSchema } from '#server/inputs.ts';
import { testSamplesOf } from '#server/test-samples.ts';
import { procedure, router } from '#server/trpc.ts';
import { sixDigits } from './six-digits.ts';

const ofRun = checked(z.strictObject({ run: idSchema }));
const worstInput = checked(z.strictObject({ run: idSchema, count: z.int().min(1).max(200) }));
const costsInput = checked(z.strictObject({ run: idSchema, rows: testRowsSchema }));

export const testSampleRouter = router({
  /** The test samples with a run's highest costs, in descending order, with their labels. */
  worst: procedure.input(worstInput).query(async ({ ctx, input }) => {
    const store = await ctx.store();
    const result = await store.reconstructions.result(input.run);
    if (result === null) {
      throw new WebError(
        'NOT_RECORDED',
        `Run ${input.run} has no costs of test samples: they are recorded when it has gone through all its epochs.`,
      );
    }
    const rows = worstFirst([[...result.testCosts]], result.testCosts.length).slice(0, input.count);
    const { labels } = await testSamplesOf(store, input.run);
    return { rows, labels: labels === null ? null : rows.map((row) => at(labels, row)) };
  }),

  /** The exact costs of these test samples; null if the run is not complete. */
  costs: procedure.input(costsInput).query(async ({ ctx, input }) => {
    const store = await ctx.store();
    const result = await store.reconstructions.result(input.run);
    if (result === null) return null;
    return input.rows.map((row) => {
      const cost = result.testCosts[row];
      return cost !== undefined && Number.isFinite(cost) ? sixDigits(cost) : null;
    });
  }),

  /** The data for reconstruction in the browser: the run's full parameters and its last checkpoint; null if no checkpoint is kept. */
  model: procedure.input(ofRun).query(async ({ ctx, input }) => {
    const store = await ctx.store();
    const { parameters } = await store.runs.get(input.run);
    const last = (await store.recordings.checkpoints(input.run)).at(-1);
    return { parameters, checkpoint: last === undefined ? null : { step: last.step, epoch: last.epoch } };
  }),
});
