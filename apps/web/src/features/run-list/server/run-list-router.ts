import type { Annotation, FormerAnnotation } from '@hourglass/db';
import { z } from 'zod';
import { checked } from '#server/checked.ts';
import { idSchema, notesSchema, tagSchema } from '#server/inputs.ts';
import { procedure, router } from '#server/trpc.ts';
import { toListRow } from './list-row.ts';
import { viewSchema } from './view-schema.ts';

/** Maximum number of groups. More groups usually mean a field whose value is different in every run. */
const maxGroups = 1_000;
/** Maximum number of runs per action; equals the maximum number of runs in a sweep. */
const maxAnnotatedRuns = 100_000;
const maxValues = 50;
const maxResults = 20;

const fieldName = z.string().min(1).max(200);
const query = { filter: z.string().max(10_000).default(''), sort: z.string().max(2_000).default('') };
const page = z.strictObject({
  ...query,
  columns: z.array(fieldName).max(1_000),
  offset: z.int().min(0),
  limit: z.int().min(1).max(500),
});
const annotation = z.strictObject({
  runs: z.array(idSchema).min(1).max(maxAnnotatedRuns),
  addTags: z.array(tagSchema).max(20).optional(),
  removeTags: z.array(tagSchema).max(20).optional(),
  notes: notesSchema.optional(),
  name: z.string().trim().min(1).max(200).nullable().optional(),
  isArchived: z.boolean().optional(),
});

const former = z.strictObject({
  run: idSchema,
  tags: z.array(tagSchema).max(1_000).readonly().optional(),
  notes: notesSchema.optional(),
  name: z.string().max(200).nullable().optional(),
  archivedAt: z.int().min(0).nullable().optional(),
});

/** Queries for the runs of all sweeps, and mutations of their annotations. */
export const runListRouter = router({
  /** All fields available to filters, sorting and columns. */
  fields: procedure.query(async ({ ctx }) => {
    const store = await ctx.store();
    return [...(await store.finding.fields()).values()];
  }),

  page: procedure.input(checked(page)).query(async ({ ctx, input: { columns, ...query } }) => {
    const store = await ctx.store();
    const fields = await store.finding.fields();
    const { total, runs } = await store.finding.find(query);
    return { total, rows: runs.map((run) => toListRow(run, columns, fields)) };
  }),

  groups: procedure
    .input(checked(z.strictObject({ ...query, by: z.array(fieldName).min(1).max(3) })))
    .query(async ({ ctx, input }) => (await ctx.store()).finding.groups({ ...input, limit: maxGroups })),

  /** Ids of all matching runs, or of a range in the given order, for actions on the selection. */
  ids: procedure
    .input(checked(z.strictObject({ ...query, offset: z.int().min(0).optional(), limit: z.int().min(1).max(maxAnnotatedRuns).optional() })))
    .query(async ({ ctx, input }) =>
      (await ctx.store()).finding.ids({ ...input, offset: input.offset ?? 0, limit: input.limit ?? maxAnnotatedRuns }),
    ),

  /** Runs whose id starts with a text, or whose name, tags or sweep name contain it. */
  search: procedure.input(checked(z.strictObject({ text: z.string().trim().min(1).max(100) }))).query(async ({ ctx, input }) => {
    const text = JSON.stringify(input.text);
    const filter = `archived in [true, false] and (id ~ ${text} or name ~ ${text} or tags ~ ${text} or sweep ~ ${text})`;
    const { runs } = await (await ctx.store()).finding.find({ filter, offset: 0, limit: maxResults });
    return runs.map(({ id, name, number, sweepName, state, tags, values }) => ({ id, name, number, sweepName, state, tags, values }));
  }),

  valuesOf: procedure
    .input(checked(z.strictObject({ field: fieldName })))
    .query(async ({ ctx, input }) => (await ctx.store()).finding.valuesOf(input.field, maxValues)),

  annotate: procedure.input(checked(annotation)).mutation(async ({ ctx, input: { runs, ...given } }) => {
    const annotated: Annotation = definedOf(given);
    return { former: await (await ctx.writer()).annotations.annotate(runs, annotated, { source: 'web' }) };
  }),

  /** Undoes an annotation. */
  restore: procedure
    .input(checked(z.strictObject({ former: z.array(former).min(1).max(maxAnnotatedRuns) })))
    .mutation(async ({ ctx, input }) => {
      const carried = input.former.map(({ run, ...of }): FormerAnnotation => ({ run, ...definedOf(of) }));
      await (await ctx.writer()).annotations.restore(carried, { source: 'web' });
      return { restored: carried.length };
    }),

  views: procedure.query(async ({ ctx }) => {
    const store = await ctx.store();
    return (await store.views.list()).flatMap(({ id, name, definition }) => {
      const view = viewSchema.safeParse(definition);
      return view.success ? [{ id, name, view: view.data }] : [];
    });
  }),

  saveView: procedure
    .input(checked(z.strictObject({ name: z.string().trim().min(1).max(100), view: viewSchema })))
    .mutation(async ({ ctx, input }) => {
      const { id, name } = await (await ctx.writer()).views.save(input.name, { ...input.view });
      return { id, name };
    }),

  removeView: procedure.input(checked(z.strictObject({ id: idSchema }))).mutation(async ({ ctx, input }) => {
    await (await ctx.writer()).views.remove(input.id);
    return { id: input.id };
  }),
});

/** Removes undefined entries: a missing key leaves the value unchanged, whereas null clears it. */
function definedOf<Value>(given: Readonly<Record<string, Value>>): Readonly<Record<string, Exclude<Value, undefined>>> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [[key, value as Exclude<Value, undefined>]])),
  );
}
