import type { Store } from '@hourglass/db';
import { notFound } from 'next/navigation';
import { isDbError } from './error-codes.ts';
import { getStore } from './store.ts';

/**
 * Answers 404 where an id is unknown. Called from a layout: it stands outside the page's skeleton, whose first byte would already say 200.
 * Whatever else is wrong with the store is the page's to say.
 */
export async function requireKnown(find: (store: Store) => Promise<unknown>): Promise<void> {
  try {
    await find(await getStore());
  } catch (error) {
    if (!isDbError(error)) throw error;
    if (['NOT_FOUND', 'ID_INVALID', 'AMBIGUOUS_ID'].includes(error.code)) notFound();
  }
}
