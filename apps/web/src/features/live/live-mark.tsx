'use client';

import { useGone } from '#components/gone/gone-page.ts';
import { hint } from '#components/ui/hint.ts';
import styles from './live-mark.module.css';
import { useLiveUpdates } from './use-live-updates.ts';

const words = { connecting: 'connecting', live: 'live', lost: 'reconnecting', problem: 'not live' } as const;

const explanations = {
  connecting: 'Connecting to the server for updates',
  live: 'This page updates while runs train',
  lost: 'The server does not respond. This page may be out of date; updates continue when it is back',
  problem: '',
} as const;

/** Indicator for the state of live updates. */
export function LiveMark({ cursor }: { readonly cursor: number }) {
  const followed = useLiveUpdates(cursor);
  const gone = useGone();
  const state = gone === null ? followed : ({ kind: 'problem', sentence: `The ${gone} of this page was deleted.` } as const);
  return (
    <span className={styles.mark} role="status" {...hint(state.kind === 'problem' ? state.sentence : explanations[state.kind])}>
      <span className={`${styles.dot} ${styles[state.kind]}`} aria-hidden="true" />
      {words[state.kind]}
    </span>
  );
}
