import { findOwner } from '@hourglass/db';
import { readWorkers } from '#server/read-workers.ts';
import { procedure, router } from '#server/trpc.ts';

/** Maximum number of queued sweeps on the page. */
const queueLength = 50;

/** Queries for the current activity of the home: workers, queue and disk usage. */
export const systemRouter = router({
  workers: procedure.query(async ({ ctx }) => readWorkers(await ctx.store())),

  /** The process that runs the dashboard and its workers, and how many it keeps; null if this dashboard was started without it. */
  owner: procedure.query(async ({ ctx }) => findOwner((await ctx.store()).home)),

  /** The next sweeps in the queue, and the queue's total length. */
  queue: procedure.query(async ({ ctx }) => (await ctx.store()).workers.queue({ limit: queueLength })),

  disk: procedure.query(async ({ ctx }) => (await ctx.store()).storage.usage()),
});
