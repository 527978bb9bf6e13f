import { metricParts, rankOf } from '@hourglass/sweeps/metrics';
import { z } from 'zod';
import { prepareParameters } from '#lib/prepare-parameters.ts';
import { rankingOf } from '#lib/ranking-of.ts';
import { relevantBaselines } from '#lib/relevant-baselines.ts';
import { checked } from '#server/checked.ts';
import { distinctBaselines } from '#server/distinct-baselines.ts';
import { epochSchema, idSchema } from '#server/inputs.ts';
import { procedure, router } from '#server/trpc.ts';
import { toEpochRow } from '#wire/epoch-row.ts';
import { foldEvents } from '#wire/folded-event.ts';
import { type RunRow, toRunRow, toRunStatus } from '#wire/run-row.ts';

const comparison = z.strictObject({ runs: z.array(idSchema).max(500).default([]), sweep: idSchema.optional() });
/** A run's parameters with its seed, which is not part of the configuration. Baselines have no seed. */
function parametersOf({ kind, seed, values, parameterCount }: RunRow): Readonly<Record<string, number | string>> {
  return kind === 'run' ? { ...values, seed } : { ...values, parameterCount };
}

/** Number of runs that a run's page offers for comparison. */
const maxBest = 12;

function bestOf(rows: readonly RunRow[]): readonly RunRow[] {
  const orderOf = (row: RunRow) => (row.bestValue === null ? Number.POSITIVE_INFINITY : rankOf(row.bestValue, rankingOf(row)));
  return rows.filter(({ kind, bestValue }) => kind === 'run' && bestValue !== null).toSorted((a, b) => orderOf(a) - orderOf(b));
}

const ofRun = checked(z.strictObject({ id: idSchema }));

export const runRouter = router({
  /** All runs of a sweep. Parameters that all of them share are sent once. */
  ofSweep: procedure.input(checked(z.strictObject({ sweep: idSchema }))).query(async ({ ctx, input }) => {
    const store = await ctx.store();
    const rows = (await store.runs.list({ sweep: input.sweep })).map(toRunRow);
    const { constants, varying } = prepareParameters(rows);
    return {
      constants,
      varying,
      runs: rows.map((row) => ({
        ...row,
        values:
          row.kind === 'baseline' ? row.values : Object.fromEntries(Object.entries(row.values).filter(([key]) => !(key in constants))),
      })),
    };
  }),

  /** The requested runs in the given order, or all runs of a sweep, with the baselines of their sweeps. */
  compare: procedure.input(checked(comparison)).query(async ({ ctx, input }) => {
    const store = await ctx.store();
    const listed = input.sweep === undefined ? await store.runs.getMany(input.runs) : [];
    const sweepIds = input.sweep === undefined ? [...new Set(listed.map(({ sweep }) => sweep))] : [input.sweep];
    const everyRun = (await Promise.all(sweepIds.map((sweep) => store.runs.list({ sweep })))).flat();
    const rows = distinctBaselines(everyRun).map(toRunRow);
    const rowById = new Map(rows.map((row) => [row.id, row]));
    const runs = input.sweep === undefined ? listed.flatMap(({ id }) => rowById.get(id) ?? []) : rows;
    const chosen = runs.filter(({ kind }) => kind === 'run');
    return {
      runs: chosen,
      unknown: input.runs.filter((id) => input.sweep === undefined && !rowById.has(id)),
      baselines: relevantBaselines(chosen, rows),
      varying: prepareParameters(chosen).varying,
      sweeps: (input.sweep === undefined ? await store.sweeps.getMany(sweepIds) : [await store.sweeps.get(input.sweep)]).map(
        ({ id, name, dataset }) => ({ id, name, dataset }),
      ),
    };
  }),

  /** The changing fields of runs, by id. Deleted runs are left out. */
  statuses: procedure.input(checked(z.strictObject({ ids: z.array(idSchema).max(500) }))).query(async ({ ctx, input }) => {
    const store = await ctx.store();
    return (await store.runs.getMany(input.ids)).map(toRunStatus);
  }),

  get: procedure.input(ofRun).query(async ({ ctx, input }) => {
    const store = await ctx.store();
    const run = await store.runs.get(input.id);
    const sweep = await store.sweeps.get(run.sweep);
    const siblings = (await store.runs.list({ sweep: run.sweep })).map(toRunRow);
    const row = toRunRow(run);
    return {
      ...row,
      parameters: parametersOf(row),
      notes: run.notes,
      provenance: run.provenance,
      executor: run.executor,
      sweepName: sweep.name,
      clones: (await store.sweeps.relatives(sweep.id)).clones.filter((clone) => clone.run === run.id),
      dataset: sweep.dataset,
      datasetMark: sweep.datasetMark,
      varying: prepareParameters(siblings).varying,
      /** The other runs of its sweep that did best. */
      best: bestOf(siblings)
        .filter(({ id }) => id !== run.id)
        .slice(0, maxBest),
      /** The baselines of the same sweep. */
      baselines: relevantBaselines([row], siblings).filter(({ id }) => id !== run.id),
    };
  }),

  /** The epochs after one, by default all: pages fetch only the new ones while a run trains. */
  epochs: procedure.input(checked(z.strictObject({ id: idSchema, after: epochSchema.optional() }))).query(async ({ ctx, input }) => {
    const store = await ctx.store();
    const { id, after } = input;
    return (await store.runs.epochs(id, after === undefined ? {} : { after })).map(toEpochRow);
  }),

  /** An array of an epoch, for example the divergence of each dimension of the code; null where the epoch has none. */
  vector: procedure
    .input(checked(z.strictObject({ id: idSchema, epoch: epochSchema, part: z.enum(metricParts), name: z.string().min(1).max(100) })))
    .query(async ({ ctx, input: { id, epoch, ...key } }) => {
      const [found] = await (await ctx.store()).metrics.vectors(id, key, epoch);
      return found === undefined ? null : [...found.values].map((value) => (Number.isFinite(value) ? value : null));
    }),

  /** Ends of consecutive epochs are folded into one row, because a run may have thousands. */
  events: procedure.input(ofRun).query(async ({ ctx, input }) => {
    const store = await ctx.store();
    return foldEvents((await store.events.ofRun(input.id)).map(({ data: _, ...event }) => event));
  }),
});
