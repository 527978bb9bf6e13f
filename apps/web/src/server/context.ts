import type { Store } from '@hourglass/db';
import type { LiveMessage } from '#wire/live-message.ts';

/** What every procedure is handed. The store is opened when a procedure asks, so that a missing one is that procedure's error. */
export interface Context {
  readonly store: () => Promise<Store>;
  /** The one that changes what is stored; only mutations ask for it. */
  readonly writer: () => Promise<Store>;
  readonly feed: () => LiveSource;
}

/** Where live updates come from; `features/live` implements it. */
export interface LiveSource {
  /**
   * Yields what happened after an event, then every change, until the signal aborts.
   *
   * @param after the last event that the listener knows; from now on where it is undefined
   */
  listen(after: number | undefined, signal: AbortSignal): AsyncGenerator<LiveMessage, void, undefined>;
}
