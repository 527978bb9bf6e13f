import { z } from 'zod';
import { checked } from '#server/checked.ts';
import { idSchema } from '#server/inputs.ts';
import { procedure, router } from '#server/trpc.ts';

/** Maximum number of log lines, newest first. */
const maxLines = 200;

export const logRouter = router({
  ofRun: procedure
    .input(checked(z.strictObject({ id: idSchema })))
    .query(async ({ ctx, input: { id } }) => (await ctx.store()).logs.ofRun(id, { limit: maxLines })),
});
