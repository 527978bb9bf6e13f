import type { Store } from '@hourglass/db';
import type { LiveMessage } from '#wire/live-message.ts';

/** The context of every procedure. The store opens lazily, so that a missing store is an error of the procedure that needs it. */
export interface Context {
  readonly store: () => Promise<Store>;
  /** The writable store. Only mutations call it. */
  readonly writer: () => Promise<Store>;
  readonly feed: () => LiveSource;
}

/** The source of live updates; `features/live` implements it. */
export interface LiveSource {
  /**
   * Yields the changes since an event, then every further change, until the signal aborts.
   *
   * @param after id of the last event that the listener has seen; undefined starts at the present
   */
  listen(after: number | undefined, signal: AbortSignal): AsyncGenerator<LiveMessage, void, undefined>;
}
