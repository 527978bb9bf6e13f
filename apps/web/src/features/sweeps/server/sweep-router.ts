import { notesOnSweep } from '@hourglass/sweeps';
import { metricParts, namedEpochs } from '@hourglass/sweeps/metrics';
import { z } from 'zod';
import { checked } from '#server/checked.ts';
import { idSchema, notesSchema, tagSchema } from '#server/inputs.ts';
import { procedure, router } from '#server/trpc.ts';
import { sweepsPerPage } from '#wire/sweep-page.ts';
import { toSweepRow } from '#wire/sweep-row.ts';

/** Maximum number of sweeps per response. */
const maxRows = 500;

const page = z
  .strictObject({
    search: z.string().max(200).default(''),
    offset: z.int().min(0).default(0),
    limit: z.int().min(1).max(maxRows).default(sweepsPerPage),
  })
  .prefault({});

const annotation = z.strictObject({
  id: idSchema,
  addTags: z.array(tagSchema).max(20).optional(),
  removeTags: z.array(tagSchema).max(20).optional(),
  notes: notesSchema.optional(),
});

const metricSchema = z.strictObject({ at: z.enum(namedEpochs), part: z.enum(metricParts), name: z.string().min(1).max(100) });

export const sweepRouter = router({
  /** One page of the sweeps that match a search, newest first, with the total number of matches. */
  list: procedure.input(checked(page)).query(async ({ ctx, input }) => {
    const store = await ctx.store();
    const { total, sweeps } = await store.sweeps.list(input);
    return { total, sweeps: sweeps.map(toSweepRow) };
  }),

  /** The current state of sweeps, by id. Deleted sweeps are left out. */
  rows: procedure.input(checked(z.strictObject({ ids: z.array(idSchema).max(maxRows) }))).query(async ({ ctx, input }) => {
    const store = await ctx.store();
    return (await store.sweeps.getMany(input.ids)).map(toSweepRow);
  }),

  /** Changes the tags and the notes of a sweep. */
  annotate: procedure.input(checked(annotation)).mutation(async ({ ctx, input: { id, addTags, removeTags, notes } }) => {
    await (await ctx.writer()).annotations.annotateSweep(
      id,
      {
        ...(addTags === undefined ? {} : { addTags }),
        ...(removeTags === undefined ? {} : { removeTags }),
        ...(notes === undefined ? {} : { notes }),
      },
      { source: 'web' },
    );
    return toSweepRow(await (await ctx.store()).sweeps.get(id));
  }),

  /** The metrics of the runs of a sweep, each a number of the last and of the best epoch. */
  metrics: procedure
    .input(checked(z.strictObject({ id: idSchema })))
    .query(async ({ ctx, input: { id } }) => (await ctx.store()).runs.metricsOf(id)),

  /** A metric of every run of a sweep that has a finite value of it, by the run's id. */
  metric: procedure.input(checked(z.strictObject({ id: idSchema, metric: metricSchema }))).query(async ({ ctx, input: { id, metric } }) => {
    return Object.fromEntries(await (await ctx.store()).runs.metricOfSweep(id, metric));
  }),

  get: procedure.input(checked(z.strictObject({ id: idSchema }))).query(async ({ ctx, input }) => {
    const store = await ctx.store();
    const sweep = await store.sweeps.get(input.id);
    return {
      ...toSweepRow(sweep),
      specText: sweep.specText,
      planningNotes: notesOnSweep(sweep),
      relatives: await store.sweeps.relatives(sweep.id),
    };
  }),
});
