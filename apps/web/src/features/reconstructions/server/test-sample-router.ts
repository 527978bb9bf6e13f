import type { Store } from '@hourglass/db';
import { at as valueAt } from '@hourglass/presentation/at';
import { metricTitle, type NamedEpoch, namedEpochs } from '@hourglass/sweeps/metrics';
import { z } from 'zod';
import { worstFirst } from '#lib/sample-order.ts';
import { checked } from '#server/checked.ts';
import { WebError } from '#server/errors.ts';
import { idSchema, testRowsSchema } from '#server/inputs.ts';
import { testSamplesOf } from '#server/test-samples.ts';
import { procedure, router } from '#server/trpc.ts';
import { sixDigits } from './six-digits.ts';

/** The epoch whose parameters reconstruct: the run's best or its last. */
const at = z.enum(namedEpochs).default('last');
const modelInput = checked(z.strictObject({ run: idSchema, at }));
const worstInput = checked(z.strictObject({ run: idSchema, at, count: z.int().min(1).max(200) }));
const costsInput = checked(z.strictObject({ run: idSchema, at, rows: testRowsSchema }));

export const testSampleRouter = router({
  /** The test samples with a run's highest costs at its best or last epoch, in descending order, with their labels. */
  worst: procedure.input(worstInput).query(async ({ ctx, input }) => {
    const store = await ctx.store();
    const costs = await store.reconstructions.testCosts(input.run, input.at);
    if (costs === null) throw new WebError('NOT_RECORDED', await missingText(store, input));
    const rows = worstFirst([[...costs]], costs.length).slice(0, input.count);
    const { labels } = await testSamplesOf(store, input.run);
    return { rows, labels: labels === null ? null : rows.map((row) => valueAt(labels, row)) };
  }),

  /** The exact costs of these test samples at the run's best or last epoch; null if they are not recorded. */
  costs: procedure.input(costsInput).query(async ({ ctx, input }) => {
    const store = await ctx.store();
    const costs = await store.reconstructions.testCosts(input.run, input.at);
    if (costs === null) return null;
    return input.rows.map((row) => {
      const cost = costs[row];
      return cost !== undefined && Number.isFinite(cost) ? sixDigits(cost) : null;
    });
  }),

  /** The data for reconstruction in the browser: the run's full parameters and the checkpoint of its best or last epoch; null if no checkpoint is kept. */
  model: procedure.input(modelInput).query(async ({ ctx, input }) => {
    const store = await ctx.store();
    const { parameters } = await store.runs.get(input.run);
    const found = await store.recordings.checkpointAt(input.run, input.at);
    return { parameters, checkpoint: found === null ? null : { step: found.step, epoch: found.epoch } };
  }),
});

async function missingText(store: Store, { run: id, at: which }: { readonly run: string; readonly at: NamedEpoch }): Promise<string> {
  const { ranking, bestEpoch } = await store.runs.get(id);
  if (which === 'last') return `Run ${id} has no costs of test samples: they are recorded when it completes.`;
  return bestEpoch === null
    ? `Run ${id} has no best epoch: none has a ${metricTitle(ranking)}. Show its last epoch instead.`
    : `Run ${id} has no costs of test samples at its best epoch, ${bestEpoch}: it was trained by an earlier version. Show its last epoch instead.`;
}
