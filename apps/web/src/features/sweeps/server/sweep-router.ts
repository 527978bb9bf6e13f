import { z } from 'zod';
import { checked } from '#server/checked.ts';
import { idSchema } from '#server/inputs.ts';
import { procedure, router } from '#server/trpc.ts';
import { toSweepRow } from '#wire/sweep-row.ts';

export const sweepRouter = router({
  list: procedure.query(async ({ ctx }) => {
    const store = await ctx.store();
    return (await store.sweeps.list({ limit: Number.MAX_SAFE_INTEGER })).sweeps.map(toSweepRow);
  }),

  get: procedure.input(checked(z.strictObject({ id: idSchema }))).query(async ({ ctx, input }) => {
    const store = await ctx.store();
    const sweep = await store.sweeps.get(input.id);
    return { ...toSweepRow(sweep), specText: sweep.specText };
  }),
});
