import { tracked } from '@trpc/server';
import { z } from 'zod';
import { checked } from '#server/checked.ts';
import { procedure, router } from '#server/trpc.ts';

/** After a reconnect, the client sends the id of the last event that it received. */
const inputSchema = z.strictObject({ lastEventId: z.coerce.number().int().min(0).optional() });

export const liveRouter = router({
  changes: procedure.input(checked(inputSchema)).subscription(async function* ({ ctx, input, signal }) {
    const forever = new AbortController().signal;
    for await (const message of ctx.feed().listen(input.lastEventId, signal ?? forever)) {
      yield tracked(String(message.cursor), message);
    }
  }),
});
