import { z } from 'zod';
import { maxComparedRuns } from '#lib/difference-address.ts';
import { relevantBaselines } from '#lib/relevant-baselines.ts';
import { checked } from '#server/checked.ts';
import { distinctBaselines } from '#server/distinct-baselines.ts';
import { idSchema } from '#server/inputs.ts';
import { procedure, router } from '#server/trpc.ts';
import { toRunRow } from '#wire/run-row.ts';
import { weightNorms } from './weight-norms.ts';

/** Queries for the comparison of a few runs. */
export const differenceRouter = router({
  get: procedure.input(checked(z.strictObject({ runs: z.array(idSchema).min(1).max(maxComparedRuns) }))).query(async ({ ctx, input }) => {
    const store = await ctx.store();
    const runs = await Promise.all(input.runs.map((id) => store.runs.get(id)));
    const sweeps = new Map(
      await Promise.all(
        [...new Set(runs.map(({ sweep }) => sweep))].map(
          async (id) => [id, { sweep: await store.sweeps.get(id), runs: await store.runs.list({ sweep: id }) }] as const,
        ),
      ),
    );
    const compared = await Promise.all(
      runs.map(async (run) => {
        const of = sweeps.get(run.sweep);
        if (of === undefined) return [];
        const { tags, notes, provenance, executor } = run;
        const { name: sweepName, dataset } = of.sweep;
        const weights = await weightNorms(store, run.id);
        return [{ row: toRunRow(run), tags, notes, provenance, executor, sweepName, dataset, weights }];
      }),
    );
    const everyRow = distinctBaselines([...sweeps.values()].flatMap((of) => of.runs)).map(toRunRow);
    return {
      runs: compared.flat(),
      baselines: relevantBaselines(
        compared.flat().map(({ row }) => row),
        everyRow,
      ),
    };
  }),
});
