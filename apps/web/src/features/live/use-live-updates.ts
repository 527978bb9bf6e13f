'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTRPC, useTRPCClient } from '#lib/trpc.ts';
import { seriesKey } from '../charts/use-series.ts';
import { applyMessage } from './apply-message.ts';
import { listRefresher } from './refresh-list.ts';
import { seriesRefresher } from './refresh-series.ts';

export type LiveState = { readonly kind: 'connecting' | 'live' | 'lost' } | { readonly kind: 'problem'; readonly sentence: string };

/** A tab that was hidden this long gives its connection back: a browser has six for all tabs of one server. */
const hiddenMilliseconds = 5_000;

/**
 * Keeps everything on screen up to date over one stream. A lost connection goes on after the last event that was seen,
 * and so does a tab that was hidden.
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
    let stream: { unsubscribe(): void } | undefined;
    let closing: ReturnType<typeof setTimeout> | undefined;
    const series = seriesRefresher((run) => void queryClient.invalidateQueries({ queryKey: seriesKey(run) }));

    const list = listRefresher(() => void queryClient.invalidateQueries(trpc.runList.pathFilter()));

    const open = () => {
      clearTimeout(closing);
      stream ??= client.live.changes.subscribe(
        { lastEventId: lastEvent },
        {
          onData: ({ data: message }) => {
            lastEvent = message.cursor;
            setState(message.problem === null ? { kind: 'live' } : { kind: 'problem', sentence: message.problem });
            applyMessage({ queryClient, trpc }, message);
            series.refresh(message.runs);
            list.refresh(message);
          },
          onConnectionStateChange: ({ state: connection, error }) => {
            if (connection === 'connecting') setState({ kind: error === null ? 'connecting' : 'lost' });
          },
          onError: ({ message }) => setState({ kind: 'problem', sentence: message }),
        },
      );
    };
    const close = () => {
      stream?.unsubscribe();
      stream = undefined;
    };
    const onVisibility = () => {
      if (document.visibilityState === 'visible') open();
      else closing = setTimeout(close, hiddenMilliseconds);
    };
    document.addEventListener('visibilitychange', onVisibility);
    onVisibility();
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      clearTimeout(closing);
      series.stop();
      list.stop();
      close();
    };
  }, [client, queryClient, trpc, cursor]);

  return state;
}
