'use client';

import { formatBytes } from '@hourglass/presentation';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '#lib/trpc.ts';

/** Disk usage of a sweep, and the used share of the home's budget. */
export function DiskUse({ sweep }: { readonly sweep: string }) {
  const trpc = useTRPC();
  const { data, error } = useQuery({ ...trpc.steering.usage.queryOptions({ sweep }), staleTime: 10_000 });
  if (error !== null) return <span role="alert">{error.message}</span>;
  if (data === undefined) return '…';
  const { sweepBytes, storedBytes, budgetBytes } = data;
  return budgetBytes === null
    ? formatBytes(sweepBytes)
    : `${formatBytes(sweepBytes)}; the home has ${formatBytes(storedBytes)} of ${formatBytes(budgetBytes)}`;
}
