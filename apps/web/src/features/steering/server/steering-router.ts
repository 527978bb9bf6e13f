import { type SteeringTarget, steeringActions } from '@hourglass/db';
import { z } from 'zod';
import { checked } from '#server/checked.ts';
import { idSchema } from '#server/inputs.ts';
import { procedure, router } from '#server/trpc.ts';
import { followed, progressOf } from './actions-under-way.ts';
import { collectLater } from './collect-later.ts';
import { undoMilliseconds } from './undo-time.ts';

const by = { source: 'web', undoMilliseconds } as const;

/** Maximum number of runs or sweeps per action; equals the maximum number of runs in a sweep. */
const maxTargets = 100_000;

/** Chosen by the page, which uses it to query the action's progress. */
const actionIdSchema = z.string().min(8).max(64);

const steeringNouns = ['run', 'sweep'] as const;

const targets = { noun: z.enum(steeringNouns), ids: z.array(idSchema).min(1).max(maxTargets) };

function targetsOf({
  noun,
  ids,
}: {
  readonly noun: (typeof steeringNouns)[number];
  readonly ids: readonly string[];
}): readonly SteeringTarget[] {
  return ids.map((id) => (noun === 'run' ? { run: id } : { sweep: id }));
}

/**
 * Actions on runs and sweeps. Every procedure that changes something is a mutation, so that links and images (GET requests) cannot call it.
 */
export const steeringRouter = router({
  /**
   * Applies an action to every item whose state allows it, and returns the reasons of the others. It continues after the page is closed.
   */
  steer: procedure
    .input(checked(z.strictObject({ ...targets, action: z.enum(steeringActions), actionId: actionIdSchema.optional() })))
    .mutation(async ({ ctx, input: { action, actionId, ...of } }) => {
      const store = await ctx.writer();
      const steered = await followed(actionId, (onProgress) => store.steering.many(targetsOf(of), action, { ...by, onProgress }));
      if (action === 'remove') collectLater(store, undoMilliseconds);
      return steered;
    }),

  /** Progress of an action; null if it has changed nothing yet, or has ended. */
  progress: procedure.input(checked(z.strictObject({ actionId: actionIdSchema }))).query(({ input: { actionId } }) => progressOf(actionId)),

  /** What the deletion of these items would free. A mutation only because thousands of ids exceed the maximum URL length. */
  wouldFree: procedure
    .input(checked(z.strictObject(targets)))
    .mutation(async ({ ctx, input }) => (await ctx.store()).storage.wouldFree(targetsOf(input))),

  extend: procedure
    .input(checked(z.strictObject({ id: idSchema, epochs: z.int().min(1).max(1_000_000) })))
    .mutation(async ({ ctx, input: { id, epochs } }) => (await ctx.writer()).steering.extend(id, epochs, by)),

  /** Disk usage in bytes. */
  usage: procedure.input(checked(z.strictObject({ sweep: idSchema }))).query(async ({ ctx, input: { sweep } }) => {
    const { storage } = await ctx.store();
    return { sweepBytes: await storage.usageOfSweep(sweep), ...(await storage.usage()) };
  }),
});
