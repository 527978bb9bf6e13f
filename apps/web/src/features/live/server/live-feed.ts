import { EventEmitter, on } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '@hourglass/db';
import { messageOf } from '@hourglass/presentation';
import type { LiveSource } from '#server/context.ts';
import { isDbError } from '#server/error-codes.ts';
import { readWorkers } from '#server/read-workers.ts';
import { withCommands } from '#server/with-commands.ts';
import { type LiveMessage, resetMessage } from '#wire/live-message.ts';
import { movedRuns, type Progress, readChanges } from './read-changes.ts';

export interface LiveFeedOptions {
  readonly store: () => Promise<Store>;
  readonly intervalMilliseconds: number;
}

/**
 * Publishes live updates. Workers are other processes, so the feed polls the event log: one loop serves all listeners, and stops when there
 * are none.
 */
export class LiveFeed implements LiveSource {
  readonly #emitter = new EventEmitter<{ message: [LiveMessage] }>().setMaxListeners(0);
  readonly #options: LiveFeedOptions;
  #lastProgress: Progress = [];
  #lastWorkers = '';
  #cursor: number | null = null;
  #problem: string | null = null;
  #listeners = 0;
  #isPolling = false;

  constructor(options: LiveFeedOptions) {
    this.#options = options;
  }

  /**
   * Yields all changes after an event, then every further change, until the signal aborts. While the database can't be read, it yields the
   * problem once and retries.
   *
   * @param after id of the last event that the listener has seen; undefined starts at the present
   */
  async *listen(after: number | undefined, signal: AbortSignal): AsyncGenerator<LiveMessage, void, undefined> {
    if (signal.aborted) return;
    const messages = on(this.#emitter, 'message', { signal });
    this.#listeners++;
    try {
      let first = await this.#catchUp(after);
      for (let problem: string | null = null; first.problem !== null; first = await this.#catchUp(after)) {
        if (first.problem !== problem) yield first;
        problem = first.problem;
        await sleep(this.#options.intervalMilliseconds, undefined, { signal });
      }
      this.#cursor ??= first.cursor;
      void this.#poll();
      yield first;
      for await (const [message] of messages) yield message as LiveMessage;
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      this.#listeners--;
    }
  }

  async #catchUp(after: number | undefined): Promise<LiveMessage> {
    try {
      const store = await this.#options.store();
      const last = await store.events.lastId();
      // An event id beyond the last one belongs to another database.
      if (after !== undefined && after > last) return resetMessage(last);
      return await readChanges(store, after ?? last);
    } catch (error) {
      // With the listener's own cursor, so that it misses nothing after a reconnect.
      return { ...resetMessage(after ?? 0), reset: false, problem: sentence(error) };
    }
  }

  async #poll(): Promise<void> {
    if (this.#isPolling) return;
    this.#isPolling = true;
    while (this.#listeners > 0) {
      await new Promise((resolve) => setTimeout(resolve, this.#options.intervalMilliseconds));
      const message = await this.#tick();
      if (message !== null && this.#listeners > 0) this.#emitter.emit('message', message);
    }
    // The next listener restarts from the database's current state.
    this.#cursor = null;
    this.#lastProgress = [];
    this.#lastWorkers = '';
    this.#isPolling = false;
  }

  /** Resolves to null if nothing has changed. */
  async #tick(): Promise<LiveMessage | null> {
    const cursor = this.#cursor ?? 0;
    const problemBefore = this.#problem;
    try {
      const store = await this.#options.store();
      const progress = await store.events.progress();
      const changes = await readChanges(store, cursor);
      const moved = movedRuns(this.#lastProgress, progress).filter(({ id }) => !changes.runs.some((run) => run.id === id));
      const runs = [...changes.runs, ...moved];
      this.#lastProgress = progress;
      this.#cursor = changes.cursor;
      this.#problem = null;
      const workers = await this.#changedWorkers(store);
      const isQuiet = !changes.reset && changes.events.length + runs.length === 0 && workers === null && problemBefore === null;
      return isQuiet ? null : { ...changes, runs, workers };
    } catch (error) {
      this.#problem = sentence(error);
      return this.#problem === problemBefore ? null : { ...resetMessage(cursor), reset: false, problem: this.#problem };
    }
  }

  /** Workers register, send heartbeats and leave without events, so their state is compared with the previous one. */
  async #changedWorkers(store: Store): Promise<LiveMessage['workers']> {
    const workers = await readWorkers(store);
    const text = JSON.stringify(workers);
    if (text === this.#lastWorkers) return null;
    this.#lastWorkers = text;
    return workers;
  }
}

function sentence(error: unknown): string {
  return isDbError(error) ? withCommands(error.message) : `The database could not be read: ${messageOf(error)}.`;
}
