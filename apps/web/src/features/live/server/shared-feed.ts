import { getStore } from '#server/store.ts';
import { LiveFeed } from './live-feed.ts';

const shared: { hourglassFeed?: LiveFeed } = globalThis as { hourglassFeed?: LiveFeed };

/** The process-wide feed. */
export function getLiveFeed(): LiveFeed {
  shared.hourglassFeed ??= new LiveFeed({ store: getStore, intervalMilliseconds: 500 });
  return shared.hourglassFeed;
}
