'use client';

import type { AnyTRPCRouter } from '@trpc/server';
import { createTRPCContext } from '@trpc/tanstack-react-query';

/**
 * The type of the API. The root router fills it in by declaration merging (`api/root.ts`), so that hooks know every procedure and
 * nothing below the root router imports it.
 *
 * @public
 */
// biome-ignore lint/suspicious/noEmptyInterface: declaration merging needs an interface
export interface Register {}

export type AppRouter = Register extends { readonly router: infer Router extends AnyTRPCRouter } ? Router : AnyTRPCRouter;

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();
