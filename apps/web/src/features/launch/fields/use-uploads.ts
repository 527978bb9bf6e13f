'use client';

import { messageOf } from '@hourglass/presentation';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTRPC } from '#lib/trpc.ts';
import { sendFile } from './send-file.ts';

/** The upload of a file for one role of a data set: under way, or refused. */
export type UploadState =
  | { readonly kind: 'sending'; readonly name: string; readonly sent: number; readonly bytes: number }
  | { readonly kind: 'refused'; readonly sentence: string };

/** Uploads of the files of a data set, at most one for each role. */
export interface Uploads {
  readonly of: (role: string) => UploadState | null;
  readonly isBusy: boolean;
  /** Replaces an upload under way for this role. `onDone` gets the reference of the file in the home. */
  readonly start: (role: string, file: File, onDone: (reference: string) => void) => void;
  readonly refuse: (role: string, sentence: string) => void;
  /** Ends the upload, or forgets its refusal. */
  readonly cancel: (role: string) => void;
}

export function useUploads(): Uploads {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [states, setStates] = useState<ReadonlyMap<string, UploadState>>(new Map());
  const underWay = useRef(new Map<string, AbortController>());

  const set = useCallback((role: string, state: UploadState | null) => {
    setStates((before) => {
      const next = new Map(before);
      if (state === null) next.delete(role);
      else next.set(role, state);
      return next;
    });
  }, []);

  const cancel = useCallback(
    (role: string) => {
      underWay.current.get(role)?.abort();
      underWay.current.delete(role);
      set(role, null);
    },
    [set],
  );

  // A page that is left uploads nothing further.
  useEffect(() => {
    const { current } = underWay;
    return () => {
      for (const controller of current.values()) controller.abort();
    };
  }, []);

  const start = async (role: string, file: File, onDone: (reference: string) => void) => {
    cancel(role);
    const controller = new AbortController();
    const { signal } = controller;
    underWay.current.set(role, controller);
    const onProgress = (sent: number) => {
      if (!signal.aborted) set(role, { kind: 'sending', name: file.name, sent, bytes: file.size });
    };
    onProgress(0);
    try {
      // Asked first: a browser sends a file in full before it reads an answer.
      const refusal = await queryClient.fetchQuery({ ...trpc.launch.uploadRefusal.queryOptions({ bytes: file.size }), staleTime: 0 });
      if (refusal !== null) throw new Error(refusal);
      const { reference } = await sendFile(file, { onProgress, signal });
      if (signal.aborted) return;
      set(role, null);
      onDone(reference);
    } catch (error) {
      if (!signal.aborted) set(role, { kind: 'refused', sentence: `${file.name}: ${messageOf(error)}` });
    } finally {
      if (underWay.current.get(role) === controller) underWay.current.delete(role);
    }
  };

  return {
    of: (role) => states.get(role) ?? null,
    isBusy: [...states.values()].some(({ kind }) => kind === 'sending'),
    start: (role, file, onDone) => void start(role, file, onDone),
    refuse: (role, sentence) => set(role, { kind: 'refused', sentence }),
    cancel,
  };
}
