'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

const every = 100;

/**
 * Whether pictures that somebody looks at are loading. Looked up ten times a second at most: while rows are scrolled past, hundreds come and
 * go, and each lookup goes through all that is kept.
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
