import { knownDatasets } from '@hourglass/datasets/catalog';
import { formFields } from '@hourglass/sweeps/form';
import { z } from 'zod';
import { checked } from '#server/checked.ts';
import { idSchema } from '#server/inputs.ts';
import { procedure, router } from '#server/trpc.ts';
import type { DatasetChoice } from '#wire/dataset-choice.ts';
import { recordedDatasets } from './dataset-facts.ts';
import { firstText } from './first-text.ts';
import { planText } from './plan-text.ts';
import { preparePlan } from './prepare-plan.ts';

const text = z.string().max(200_000);
const optionalId = idSchema.nullable().optional();

/** Procedures that describe, plan and start new sweeps. */
export const launchRouter = router({
  /** Fields and choices of the form. */
  form: procedure.query(async ({ ctx }) => {
    const known = Object.values(knownDatasets).map(({ id, title }): DatasetChoice => ({ title, reference: id }));
    return { fields: formFields(), datasets: [...known, ...(await recordedDatasets(await ctx.store()))] };
  }),

  first: procedure
    .input(checked(z.strictObject({ from: optionalId, widen: optionalId })))
    .query(async ({ ctx, input }) => firstText(await ctx.store(), { from: input.from ?? null, widen: input.widen ?? null })),

  plan: procedure
    .input(checked(z.strictObject({ text, widen: optionalId })))
    .query(async ({ ctx, input }) => preparePlan(await ctx.store(), input.text, input.widen ?? null)),

  start: procedure.input(checked(z.strictObject({ text }))).mutation(async ({ ctx, input }) => {
    const store = await ctx.writer();
    const { sweep, addedRuns, existed } = await store.sweeps.upsert((await planText(store, input.text)).planned, { source: 'web' });
    return { id: sweep.id, addedRuns, existed };
  }),

  widen: procedure.input(checked(z.strictObject({ sweep: idSchema, text }))).mutation(async ({ ctx, input }) => {
    const store = await ctx.writer();
    return store.steering.widen(input.sweep, (await planText(store, input.text)).planned, { source: 'web' });
  }),

  /** The current number of epochs of a run that can be extended, or the reason why it cannot. */
  extension: procedure
    .input(checked(z.strictObject({ run: idSchema })))
    .query(async ({ ctx, input }) => (await ctx.store()).steering.extension(input.run)),
});
