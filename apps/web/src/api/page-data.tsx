import { dehydrate, HydrationBoundary, type QueryClient } from '@tanstack/react-query';
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { notFound } from 'next/navigation';
import type { ReactElement } from 'react';
import { Command } from '#components/ui/command.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { FollowPage } from '#features/live/follow-page.tsx';
import { createQueryClient } from '#lib/query-client.ts';
import type { AppRouter } from '#lib/trpc.ts';
import { readCursor } from '#server/cursor.ts';
import { isDbError, knownError } from '#server/error-codes.ts';
import { createContext } from './context.ts';
import { appRouter } from './root.ts';

export interface PageQueries {
  readonly trpc: TRPCOptionsProxy<AppRouter>;
  readonly queryClient: QueryClient;
}

/**
 * Loads a page's data before its first byte is sent, so that the HTML is complete. An unknown id gives the 404 page; a store that cannot be
 * read gives a notice with the store's message.
 *
 * @param load fills the query client and returns the page
 * @param empty shown if the database does not exist yet
 */
export async function pageData(load: (queries: PageQueries) => Promise<ReactElement>, empty?: ReactElement): Promise<ReactElement> {
  // Read the cursor before the data: an event in between is then applied twice instead of being lost.
  const cursor = await readCursor();
  const page = await readPage(load, empty);
  return (
    <>
      {page}
      <FollowPage cursor={cursor} />
    </>
  );
}

async function readPage(load: (queries: PageQueries) => Promise<ReactElement>, empty: ReactElement | undefined): Promise<ReactElement> {
  const queryClient = createQueryClient();
  const trpc = createTRPCOptionsProxy<AppRouter>({ ctx: createContext, router: appRouter, queryClient });
  const loaded = await settle(() => load({ trpc, queryClient }));
  if ('page' in loaded) return <HydrationBoundary state={dehydrate(queryClient)}>{loaded.page}</HydrationBoundary>;
  const known = knownError(loaded.error);
  if (known === null) throw loaded.error;
  if (known.code === 'NOT_FOUND' || known.code === 'BAD_REQUEST') notFound();
  if (empty !== undefined && isDbError(known.cause) && known.cause.code === 'DATABASE_MISSING') return empty;
  return (
    <Notice title="The database can’t be read" isError>
      <p>{known.message}</p>
      <p>To check the installation and its problems, run:</p>
      <Command>./hourglass doctor</Command>
    </Notice>
  );
}

async function settle(load: () => Promise<ReactElement>): Promise<{ readonly page: ReactElement } | { readonly error: unknown }> {
  try {
    return { page: await load() };
  } catch (error) {
    // Rethrow Next's control-flow errors (redirect, not found).
    if (error instanceof Error && 'digest' in error) throw error;
    return { error };
  }
}
