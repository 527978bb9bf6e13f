import { readWorkers } from '#server/read-workers.ts';
import { procedure, router } from '#server/trpc.ts';

/** Sweeps of the queue that a page shows. */
const queueLength = 50;

/** What this home does now: who trains what, what waits, and what it takes on disk. */
export const systemRouter = router({
  workers: procedure.query(async ({ ctx }) => readWorkers(await ctx.store())),

  /** The sweeps that workers take up next, and how many there are in all. */
  queue: procedure.query(async ({ ctx }) => (await ctx.store()).workers.queue({ limit: queueLength })),

  disk: procedure.query(async ({ ctx }) => (await ctx.store()).storage.usage()),
});
