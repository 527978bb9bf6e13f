'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { seriesKey } from '#components/charts/use-series.ts';
import { isAnyAsked } from '#components/finish-notice/asked-notices.ts';
import { tellFinished } from '#components/finish-notice/tell-finished.ts';
import { useTRPC, useTRPCClient } from '#lib/trpc.ts';
import { applyMessage } from './apply-message.ts';
import { onFollowedPage } from './followed-page.ts';
import { listRefresher } from './refresh-list.ts';
import { seriesRefresher } from './refresh-series.ts';

export type LiveState = { readonly kind: 'connecting' | 'live' | 'lost' } | { readonly kind: 'problem'; readonly sentence: string };

/** A tab that was hidden this long gives its connection back: a browser has six for all tabs of one server. One that is to tell of an end keeps it. */
const hiddenMilliseconds = 5_000;

/**
 * Keeps everything on screen up to date over one stream. A lost connection goes on after the last event that was seen,
 * and so does a tab that was hidden. A page whose data was read before that event is told again what it may have missed.
 *
 * @param cursor the last event when the page was written
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

    const list = listRefresher(() => void queryClient.invalidateQueries(trpc.runList.pathFilter()));

    /** An end that no message tells of: before the page was loaded, or among too much to tell. */
    const tellMissed = async () => {
      if (!isAnyAsked()) return;
      await queryClient.prefetchQuery({ ...trpc.sweeps.list.queryOptions(), staleTime: 0 });
      tellFinished(queryClient.getQueryData(trpc.sweeps.list.queryKey()) ?? []);
    };

    const open = () => {
      clearTimeout(closing);
      if (!hasPage) return;
      stream ??= client.live.changes.subscribe(
        { lastEventId: lastEvent },
        {
          onData: ({ data: message }) => {
            lastEvent = message.cursor;
            setState(message.problem === null ? { kind: 'live' } : { kind: 'problem', sentence: message.problem });
            applyMessage({ queryClient, trpc }, message);
            series.refresh(message.runs);
            list.refresh(message);
            if (message.reset) void tellMissed();
            tellFinished(message.sweeps);
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
      if (document.visibilityState === 'visible' || stream === undefined || isAnyAsked()) return;
      clearTimeout(closing);
      closing = setTimeout(close, hiddenMilliseconds);
    };
    const onVisibility = () => {
      if (document.visibilityState === 'visible' || isAnyAsked()) open();
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
    void tellMissed();
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      stopFollowing();
      document.removeEventListener('visibilitychange', onVisibility);
      clearTimeout(closing);
      series.stop();
      list.stop();
      close();
    };
  }, [client, queryClient, trpc, cursor]);

  return state;
}
