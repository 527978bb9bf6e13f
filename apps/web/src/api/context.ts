import { getLiveFeed } from '#features/live/server/shared-feed.ts';
import type { Context } from '#server/context.ts';
import { getStore, getWriter } from '#server/store.ts';

export function createContext(): Context {
  return { store: getStore, writer: getWriter, feed: getLiveFeed };
}
