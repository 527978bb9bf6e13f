'use client';

import { parseDatasetReference, uploadsOf } from '@hourglass/datasets/catalog';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTRPC } from '#lib/trpc.ts';

/** The server keeps an uploaded file for a day after it was held (`holdMilliseconds`). */
const renewMilliseconds = 3_600_000;

/** Keeps the uploaded files that the form refers to while its page is open. Returns the error of the last attempt. */
export function useHeldUploads(dataset: unknown): { readonly error: { readonly message: string } | null } {
  const trpc = useTRPC();
  const { mutate, error } = useMutation(trpc.launch.holdUploads.mutationOptions());
  const parsed = parseDatasetReference(dataset);
  const ids = 'reference' in parsed ? uploadsOf(parsed.reference).map(({ id }) => id) : [];
  const key = ids.join(' ');
  useEffect(() => {
    if (key === '') return;
    const hold = () => mutate({ ids: key.split(' ') });
    hold();
    const timer = setInterval(hold, renewMilliseconds);
    return () => clearInterval(timer);
  }, [key, mutate]);
  return { error };
}
