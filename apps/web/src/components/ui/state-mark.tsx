import { type ShownState, shownState } from '@hourglass/sweeps/run-state';
import type { ReactNode } from 'react';
import styles from './state-mark.module.css';

/** Each state has its own shape, so that states can be distinguished without colour. */
const shapes: Readonly<Record<ShownState, ReactNode>> = {
  waiting: <circle cx="5" cy="5" r="3.25" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  running: <path d="M2 1 9 5 2 9Z" fill="currentColor" />,
  complete: <circle cx="5" cy="5" r="4" fill="currentColor" />,
  pruned: <path d="M5 .5 9.5 5 5 9.5.5 5Z" fill="currentColor" />,
  failed: <path d="M1.5 1.5 8.5 8.5M8.5 1.5 1.5 8.5" stroke="currentColor" strokeWidth="2" />,
  paused: <path d="M2 1h2.25v8H2ZM5.75 1H8v8H5.75Z" fill="currentColor" />,
  pausing: <path d="M2 1h2.25v8H2ZM5.75 1H8v8H5.75Z" fill="none" stroke="currentColor" />,
  stopping: <path d="M1.25 1.25h7.5v7.5h-7.5Z" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  stopped: <path d="M1.25 1.25h7.5v7.5h-7.5Z" fill="currentColor" />,
};

export function StateShape({ state }: { readonly state: ShownState }) {
  return (
    <svg className={`${styles.shape} ${styles[state]}`} viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
      {shapes[state]}
    </svg>
  );
}

/** Shows the state of a run by shape, colour and word. */
export function StateMark({ run }: { readonly run: Parameters<typeof shownState>[0] }) {
  const shown = shownState(run);
  return (
    <span className={styles.mark}>
      <StateShape state={shown} />
      {shown}
    </span>
  );
}
