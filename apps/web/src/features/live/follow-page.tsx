'use client';

import { useEffect } from 'react';
import { setFollowedPage } from './followed-page.ts';

/**
 * Enables live updates for a page; render it beside the page's data. Updates start only after hydration, because earlier changes would make
 * the data differ from the server's HTML.
 *
 * @param cursor id of the last event before the page's data was read; infinity for a page without data
 */
export function FollowPage({ cursor }: { readonly cursor: number }) {
  useEffect(() => setFollowedPage(cursor), [cursor]);
  return null;
}
