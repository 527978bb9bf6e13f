'use client';

import { useEffect } from 'react';
import { setFollowedPage } from './followed-page.ts';

/**
 * Stands in a page, beside its data: from now on these may be changed. Before a page is hydrated, a change of its data would make it differ from
 * the HTML it came as.
 *
 * @param cursor the last event before the page's data was read; infinity for a page without data
 */
export function FollowPage({ cursor }: { readonly cursor: number }) {
  useEffect(() => setFollowedPage(cursor), [cursor]);
  return null;
}
