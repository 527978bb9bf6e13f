'use client';

import { useSuspenseQuery } from '@tanstack/react-query';
import { useTRPC } from '#lib/trpc.ts';
import { EmptyHome } from './empty-home.tsx';
import { SweepTable } from './sweep-table.tsx';

/** Every sweep of this home, newest first. */
export function SweepList({ homeFlag }: { readonly homeFlag: string }) {
  const trpc = useTRPC();
  const { data: sweeps } = useSuspenseQuery(trpc.sweeps.list.queryOptions());
  return sweeps.length === 0 ? <EmptyHome homeFlag={homeFlag} /> : <SweepTable sweeps={sweeps} />;
}
