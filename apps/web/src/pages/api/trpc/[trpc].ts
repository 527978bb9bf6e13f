import { createNextApiHandler } from '@trpc/server/adapters/next';
import { createContext } from '#api/context.ts';
import { appRouter } from '#api/root.ts';
import { guarded } from '#server/guard/guarded.ts';

/** tRPC reads what is sent itself, and an open page's live updates may come to any length. */
export const config = { api: { bodyParser: false, responseLimit: false } };

/** Bytes: specs are a few thousand. */
const maxBodyBytes = 4_000_000;

export default guarded(createNextApiHandler({ router: appRouter, createContext, allowMethodOverride: true, maxBodySize: maxBodyBytes }));
