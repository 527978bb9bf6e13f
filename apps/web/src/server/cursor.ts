import { cache } from 'react';
import { isDbError } from './error-codes.ts';
import { getStore } from './store.ts';

/** The last event before a page is read from the database: live updates go on from there. Read once for each page. */
export const readCursor = cache(async (): Promise<number> => {
  try {
    return await (await getStore()).events.lastId();
  } catch (error) {
    // The page itself says what is wrong with the store.
    if (isDbError(error)) return 0;
    throw error;
  }
});
