import type { SteeringTarget, Store } from '@hourglass/db';
import { z } from 'zod';
import { checked } from '#server/checked.ts';
import { idSchema } from '#server/inputs.ts';
import { procedure, router } from '#server/trpc.ts';

const by = { source: 'web' } as const;

const actions = {
  pause: (store: Store, target: SteeringTarget) => store.steering.want(target, 'pause', by),
  resume: (store: Store, target: SteeringTarget) => store.steering.want(target, 'run', by),
  stop: (store: Store, target: SteeringTarget) => store.steering.want(target, 'stop', by),
  retry: (store: Store, target: SteeringTarget) => store.steering.retry(target, by),
  async remove(store: Store, target: SteeringTarget) {
    const removed = await store.steering.remove(target, by);
    // What a worker still has is freed by that worker.
    await store.storage.collect();
    return removed;
  },
} as const;

export const steeringActions = ['pause', 'resume', 'stop', 'retry', 'remove'] as const satisfies (keyof typeof actions)[];

const input = checked(z.strictObject({ id: idSchema, action: z.enum(steeringActions) }));

/** What a person wants of runs and sweeps. Every procedure is a mutation, so that no link and no picture can call it. */
export const steeringRouter = router({
  run: procedure.input(input).mutation(async ({ ctx, input: { id, action } }) => actions[action](await ctx.writer(), { run: id })),

  sweep: procedure.input(input).mutation(async ({ ctx, input: { id, action } }) => actions[action](await ctx.writer(), { sweep: id })),

  extend: procedure
    .input(checked(z.strictObject({ id: idSchema, epochs: z.int().min(1).max(1_000_000) })))
    .mutation(async ({ ctx, input: { id, epochs } }) => (await ctx.writer()).steering.extend(id, epochs, by)),

  /** Bytes on disk. */
  usage: procedure.input(checked(z.strictObject({ sweep: idSchema }))).query(async ({ ctx, input: { sweep } }) => {
    const { storage } = await ctx.store();
    return { sweepBytes: await storage.usageOfSweep(sweep), ...(await storage.usage()) };
  }),
});
