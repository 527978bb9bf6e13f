import { isUploadText, parseDatasetReference } from '@hourglass/datasets/catalog';
import { expandHome } from '@hourglass/datasets/home-path';
import { parseSpecText } from '@hourglass/sweeps';
import { formFields } from '@hourglass/sweeps/form';
import { z } from 'zod';
import { checked } from '#server/checked.ts';
import { knownError } from '#server/error-codes.ts';
import { idSchema } from '#server/inputs.ts';
import { procedure, router } from '#server/trpc.ts';
import { clonedFromOf } from './cloned-from-of.ts';
import { datasetChoices } from './dataset-facts.ts';
import { firstText } from './first-text.ts';
import { inspected, inspecting, requirePathsAllowed } from './inspected.ts';
import { planText } from './plan-text.ts';
import { preparePlan } from './prepare-plan.ts';
import { replaceLabels } from './replace-labels.ts';
import { holdMilliseconds, uploadRefusal } from './uploads.ts';

const text = z.string().max(200_000);
const optionalId = idSchema.nullable().optional();

/** Procedures that describe, plan and start new sweeps. */
export const launchRouter = router({
  /** Fields and choices of the form. */
  form: procedure.query(async ({ ctx }) => ({ fields: formFields(), datasets: await datasetChoices(await ctx.store()) })),

  /** What the files of a data set hold; `dataset` is a spec's field as JSON. Null for one that is wrong, which planning reports. */
  inspect: procedure.input(checked(z.strictObject({ dataset: z.string().max(20_000) }))).query(async ({ ctx, input }) => {
    const parsed = parseDatasetReference(parseSpecText(input.dataset));
    if ('problem' in parsed) return null;
    try {
      const { testLabels: _, ...shown } = await inspected(await ctx.store(), parsed.reference);
      return shown;
    } catch (error) {
      // Planning reports it at its field.
      if (knownError(error) !== null) return null;
      throw error;
    }
  }),

  /** Folders and data files whose path begins like this one. */
  paths: procedure.input(checked(z.strictObject({ beginning: z.string().max(4096) }))).query(async ({ input }) => {
    requirePathsAllowed();
    return (await inspecting()).completePath(input.beginning);
  }),

  /** Why a file of this size can't be uploaded, as a sentence; null if it can. Asked first, because a browser sends a file in full before it reads an answer. */
  uploadRefusal: procedure
    .input(checked(z.strictObject({ bytes: z.int().min(0) })))
    .query(async ({ ctx, input }) => uploadRefusal(await ctx.store(), input.bytes)),

  /** Keeps the uploaded files that an open form refers to. */
  holdUploads: procedure.input(checked(z.strictObject({ ids: z.array(z.string().max(16)).max(8) }))).mutation(async ({ ctx, input }) => {
    await (await ctx.writer()).uploads.hold(input.ids, Date.now() + holdMilliseconds);
  }),

  /** Arrays or columns of a file that a data set may name: `FILE#part`. */
  parts: procedure.input(checked(z.strictObject({ file: z.string().max(4096) }))).query(async ({ ctx, input }) => {
    if (!isUploadText(input.file)) requirePathsAllowed();
    const { uploads } = await ctx.store();
    const { listParts } = await inspecting();
    return listParts(expandHome(input.file), uploads.locate);
  }),

  first: procedure
    .input(checked(z.strictObject({ from: optionalId, widen: optionalId })))
    .query(async ({ ctx, input }) => firstText(await ctx.store(), { from: input.from ?? null, widen: input.widen ?? null })),

  plan: procedure
    .input(checked(z.strictObject({ text, widen: optionalId })))
    .query(async ({ ctx, input }) => preparePlan(await ctx.store(), input.text, input.widen ?? null)),

  /** `from` is the sweep or run that the form was opened with. */
  start: procedure.input(checked(z.strictObject({ text, from: optionalId }))).mutation(async ({ ctx, input }) => {
    const store = await ctx.writer();
    const { spec, planned } = await planText(store, input.text);
    const clonedFrom = input.from == null ? null : await clonedFromOf(store, input.from);
    const { sweep, addedRuns, existed } = await store.sweeps.upsert(
      { ...planned, ...(clonedFrom === null ? {} : { clonedFrom }) },
      { source: 'web' },
    );
    await replaceLabels(store, sweep.id, spec.dataset);
    return { id: sweep.id, addedRuns, existed };
  }),

  widen: procedure.input(checked(z.strictObject({ sweep: idSchema, text }))).mutation(async ({ ctx, input }) => {
    const store = await ctx.writer();
    const { spec, planned } = await planText(store, input.text);
    const widened = await store.steering.widen(input.sweep, planned, { source: 'web' });
    await replaceLabels(store, input.sweep, spec.dataset);
    return widened;
  }),

  /** The current number of epochs of a run that can be extended, or the reason why it cannot. */
  extension: procedure
    .input(checked(z.strictObject({ run: idSchema })))
    .query(async ({ ctx, input }) => (await ctx.store()).steering.extension(input.run)),
});
