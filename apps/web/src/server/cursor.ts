import { cache } from 'react';
import { isDbError } from './error-codes.ts';
import { getStore } from './store.ts';

/** Id of the last event, read before the page's data. Live updates continue after it. Cached per request. */
export const readCursor = cache(async (): Promise<number> => {
  try {
    return await (await getStore()).events.lastId();
  } catch (error) {
    // The page itself reports problems with the store.
    if (isDbError(error)) return 0;
    throw error;
  }
});
