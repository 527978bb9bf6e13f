import type { Store } from '@hourglass/db';
import type { LiveFeed } from '#features/live/server/live-feed.ts';
import { getLiveFeed } from '#features/live/server/shared-feed.ts';
import { getStore, getWriter } from './store.ts';

/** What every procedure is handed. The store is opened when a procedure asks, so that a missing one is that procedure's error. */
export interface Context {
  readonly store: () => Promise<Store>;
  /** The one that changes what is stored; only mutations ask for it. */
  readonly writer: () => Promise<Store>;
  readonly feed: () => LiveFeed;
}

export function createContext(): Context {
  return { store: getStore, writer: getWriter, feed: getLiveFeed };
}
