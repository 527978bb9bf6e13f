import { createNextApiHandler } from '@trpc/server/adapters/next';
import { createContext } from '#api/context.ts';
import { appRouter } from '#api/root.ts';
import { guarded } from '#server/guard/guarded.ts';

/** tRPC reads the body itself, and the live updates of an open page have no maximum length. */
export const config = { api: { bodyParser: false, responseLimit: false } };

/** In bytes; a spec has a few thousand. */
const maxBodyBytes = 4_000_000;

export default guarded(createNextApiHandler({ router: appRouter, createContext, allowMethodOverride: true, maxBodySize: maxBodyBytes }));
