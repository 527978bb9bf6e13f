'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

const every = 100;

/**
 * Whether visible pictures are loading. Checked at most ten times a second: fast scrolling mounts and unmounts hundreds of rows, and each
 * check scans the whole query cache.
 */
export function usePicturesLoading(): boolean {
  const queryClient = useQueryClient();
  const [isLoading, setIsLoading] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      timer = undefined;
      setIsLoading(queryClient.isFetching({ queryKey: ['pictures'], type: 'active' }) > 0);
    };
    const lookSoon = () => {
      timer ??= setTimeout(look, every);
    };
    look();
    const unsubscribe = queryClient.getQueryCache().subscribe(lookSoon);
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [queryClient]);
  return isLoading;
}
