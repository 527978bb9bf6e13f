import type { Store } from '@hourglass/db';
import { notFound } from 'next/navigation';
import { isDbError } from './error-codes.ts';
import { getStore } from './store.ts';

/**
 * Responds 404 if an id is unknown. Call it from a layout, outside the page's loading skeleton: once the skeleton is sent, the status is
 * fixed at 200. All other store errors are left to the page.
 */
export async function requireKnown(find: (store: Store) => Promise<unknown>): Promise<void> {
  try {
    await find(await getStore());
  } catch (error) {
    if (!isDbError(error)) throw error;
    if (['NOT_FOUND', 'ID_INVALID', 'AMBIGUOUS_ID'].includes(error.code)) notFound();
  }
}
