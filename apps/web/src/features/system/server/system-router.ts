import { readWorkers } from '#server/read-workers.ts';
import { procedure, router } from '#server/trpc.ts';

/** What this home does now: who trains what, what waits, and what it takes on disk. */
export const systemRouter = router({
  workers: procedure.query(async ({ ctx }) => readWorkers(await ctx.store())),

  queue: procedure.query(async ({ ctx }) => (await ctx.store()).workers.queue()),

  disk: procedure.query(async ({ ctx }) => (await ctx.store()).storage.usage()),
});
