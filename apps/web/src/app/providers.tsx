'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink, httpLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useState } from 'react';
import { basePath } from '#lib/base-path.ts';
import { CommandHomeProvider } from '#lib/command-home.ts';
import { createQueryClient } from '#lib/query-client.ts';
import { type AppRouter, TRPCProvider } from '#lib/trpc.ts';

const url = `${basePath}/api/trpc`;

type Fetch = NonNullable<Parameters<typeof httpLink>[0]['fetch']>;

/** If the server was restarted with another token, navigates to the page that asks for it. */
const fetchOrAskForToken: Fetch = async (input, init) => {
  const response = await fetch(input, { ...init, signal: init?.signal ?? null });
  if (response.status === 401) window.location.reload();
  return response;
};

export function Providers({ children, commandHome }: { readonly children: ReactNode; readonly commandHome: string | undefined }) {
  const [queryClient] = useState(createQueryClient);
  const [trpcClient] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [
        splitLink({
          condition: ({ type }) => type === 'subscription',
          true: httpSubscriptionLink({ url }),
          false: splitLink({
            condition: ({ path }) => path === 'launch.plan',
            // Use POST: a spec may exceed the maximum URL length.
            true: httpLink({ url, methodOverride: 'POST', fetch: fetchOrAskForToken }),
            false: httpBatchLink({ url, fetch: fetchOrAskForToken, maxURLLength: 8_000, maxItems: 50 }),
          }),
        }),
      ],
    }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        <CommandHomeProvider value={commandHome}>
          <NuqsAdapter>{children}</NuqsAdapter>
        </CommandHomeProvider>
      </TRPCProvider>
    </QueryClientProvider>
  );
}
