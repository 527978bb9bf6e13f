import { type SteeringTarget, steeringActions } from '@hourglass/db';
import { z } from 'zod';
import { checked } from '#server/checked.ts';
import { idSchema } from '#server/inputs.ts';
import { procedure, router } from '#server/trpc.ts';
import { followed, progressOf } from './actions-under-way.ts';
import { collectLater } from './collect-later.ts';
import { undoMilliseconds } from './undo-time.ts';

const by = { source: 'web', undoMilliseconds } as const;

/** Runs or sweeps that one press of a button changes: as many as one sweep may have. */
const mostSteered = 100_000;

/** Chosen by the page, to ask how far its action is. */
const actionIdSchema = z.string().min(8).max(64);

const steeringNouns = ['run', 'sweep'] as const;

const targets = { noun: z.enum(steeringNouns), ids: z.array(idSchema).min(1).max(mostSteered) };

function targetsOf({
  noun,
  ids,
}: {
  readonly noun: (typeof steeringNouns)[number];
  readonly ids: readonly string[];
}): readonly SteeringTarget[] {
  return ids.map((id) => (noun === 'run' ? { run: id } : { sweep: id }));
}

/** What a person wants of runs and sweeps. Every procedure that changes something is a mutation, so that no link and no picture can call it. */
export const steeringRouter = router({
  /** One action on all of these whose state allows it, and why the others refused. It goes on where the page that asked is closed. */
  steer: procedure
    .input(checked(z.strictObject({ ...targets, action: z.enum(steeringActions), actionId: actionIdSchema.optional() })))
    .mutation(async ({ ctx, input: { action, actionId, ...of } }) => {
      const store = await ctx.writer();
      const steered = await followed(actionId, (onProgress) => store.steering.many(targetsOf(of), action, { ...by, onProgress }));
      if (action === 'remove') collectLater(store, undoMilliseconds);
      return steered;
    }),

  /** How far an action is; null where it has changed nothing yet, or has ended. */
  progress: procedure.input(checked(z.strictObject({ actionId: actionIdSchema }))).query(({ input: { actionId } }) => progressOf(actionId)),

  /** What deleting these would free. A mutation only because thousands of ids fit no address. */
  wouldFree: procedure
    .input(checked(z.strictObject(targets)))
    .mutation(async ({ ctx, input }) => (await ctx.store()).storage.wouldFree(targetsOf(input))),

  extend: procedure
    .input(checked(z.strictObject({ id: idSchema, epochs: z.int().min(1).max(1_000_000) })))
    .mutation(async ({ ctx, input: { id, epochs } }) => (await ctx.writer()).steering.extend(id, epochs, by)),

  /** Bytes on disk. */
  usage: procedure.input(checked(z.strictObject({ sweep: idSchema }))).query(async ({ ctx, input: { sweep } }) => {
    const { storage } = await ctx.store();
    return { sweepBytes: await storage.usageOfSweep(sweep), ...(await storage.usage()) };
  }),
});
