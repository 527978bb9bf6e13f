import { initTRPC } from '@trpc/server';
import type { Context } from './context.ts';
import { knownError } from './error-codes.ts';

const t = initTRPC.context<Context>().create({
  // Responses never include stack traces, even in development. The server's log has them.
  isDev: false,
  sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
});

const withKnownErrors = t.middleware(async ({ next }) => {
  const result = await next();
  const known = result.ok ? null : knownError(result.error);
  if (known !== null) throw known;
  return result;
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;
export const procedure = t.procedure.use(withKnownErrors);
