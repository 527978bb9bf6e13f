'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { seriesKey } from '#components/charts/use-series.ts';
import { notifyFinished } from '#components/finish-notice/notify-finished.ts';
import { isAnyNoticeRequested, sweepsWithNotice } from '#components/finish-notice/requested-notices.ts';
import { useTRPC, useTRPCClient } from '#lib/trpc.ts';
import { applyMessage } from './apply-message.ts';
import { onFollowedPage } from './followed-page.ts';
import { patchRun, patchSweep } from './patch-rows.ts';
import { outdatedRequests } from './refetch-outdated.ts';
import { epochRefresher } from './refresh-epochs.ts';
import { rowRefresher } from './refresh-rows.ts';
import { seriesRefresher } from './refresh-series.ts';
import { throttled } from './throttled.ts';

export type LiveState = { readonly kind: 'connecting' | 'live' | 'lost' } | { readonly kind: 'problem'; readonly sentence: string };

/** Minimum interval between refetches of queries that only the server can compute, such as a run's position in the run list. */
const everyMilliseconds = 2_000;

/**
 * A hidden tab closes its stream after this time, because browsers allow six connections per server across all tabs. Tabs with pending
 * notifications keep theirs.
 */
const hiddenMilliseconds = 5_000;

/**
 * Keeps all visible data up to date over a single stream. After a lost connection or a hidden phase, the stream resumes after the last
 * received event. If a page's data is older than that event, the stream restarts from the page's cursor.
 *
 * @param cursor id of the last event when the page was rendered
 */
export function useLiveUpdates(cursor: number): LiveState {
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  const [state, setState] = useState<LiveState>({ kind: 'connecting' });

  useEffect(() => {
    let lastEvent = cursor;
    let hasPage = false;
    let stream: { unsubscribe(): void } | undefined;
    let closing: ReturnType<typeof setTimeout> | undefined;
    const series = seriesRefresher((run) => void queryClient.invalidateQueries({ queryKey: seriesKey(run) }));

    const list = throttled(everyMilliseconds, () => void queryClient.invalidateQueries(trpc.runList.pathFilter()));
    const queue = throttled(everyMilliseconds, () => void queryClient.invalidateQueries(trpc.system.queue.queryFilter()));
    const outdated = outdatedRequests(queryClient);
    const caches = { queryClient, trpc, outdated };
    const epochs = epochRefresher(caches, (input) => client.runs.epochs.query(input));
    const runs = rowRefresher({
      ask: (ids) => client.runs.statuses.query({ ids }),
      apply: (run) => patchRun(caches, run, epochs.refresh),
    });
    const sweeps = rowRefresher({
      ask: (ids) => client.sweeps.rows.query({ ids }),
      apply: (sweep) => {
        patchSweep(caches, sweep);
        notifyFinished([sweep]);
      },
    });
    // Ignore the error: the stream fails together with the request, and its next message triggers another refresh.
    const refresh = (rows: ReturnType<typeof rowRefresher>, ids: readonly string[]) => void rows.refresh(ids).catch(() => {});

    const open = () => {
      clearTimeout(closing);
      if (!hasPage) return;
      stream ??= client.live.changes.subscribe(
        { lastEventId: lastEvent },
        {
          onData: ({ data: message }) => {
            lastEvent = message.cursor;
            setState(message.problem === null ? { kind: 'live' } : { kind: 'problem', sentence: message.problem });
            const changed = applyMessage(caches, message);
            refresh(runs, changed.runs);
            // After a reset, check the sweeps with pending notifications, because no message names them.
            refresh(sweeps, message.reset ? sweepsWithNotice() : changed.sweeps);
            series.refresh(message.runs);
            if (message.runs.length + message.events.length > 0) list.ask();
            if (message.workers !== null) queue.ask();
            closeIfHidden();
          },
          onConnectionStateChange: ({ state: connection, error }) => {
            if (connection !== 'connecting') return;
            setState((before) => (error !== null ? { kind: 'lost' } : before.kind === 'live' ? before : { kind: 'connecting' }));
          },
          onError: ({ message }) => setState({ kind: 'problem', sentence: message }),
        },
      );
    };
    const close = () => {
      stream?.unsubscribe();
      stream = undefined;
    };
    const closeIfHidden = () => {
      if (document.visibilityState === 'visible' || stream === undefined || isAnyNoticeRequested()) return;
      clearTimeout(closing);
      closing = setTimeout(close, hiddenMilliseconds);
    };
    const onVisibility = () => {
      if (document.visibilityState === 'visible' || isAnyNoticeRequested()) open();
      else closeIfHidden();
    };
    const stopFollowing = onFollowedPage((from) => {
      hasPage = true;
      if (from < lastEvent) {
        lastEvent = from;
        close();
      }
      onVisibility();
    });
    // Check sweeps that finished before the page was loaded, because no message reports them.
    refresh(sweeps, sweepsWithNotice());
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      stopFollowing();
      document.removeEventListener('visibilitychange', onVisibility);
      clearTimeout(closing);
      for (const each of [series, list, queue, runs, sweeps, epochs, outdated]) each.stop();
      close();
    };
  }, [client, queryClient, trpc, cursor]);

  return state;
}
