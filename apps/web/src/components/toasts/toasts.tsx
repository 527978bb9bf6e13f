'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import { currentToasts, hideToast, subscribeToToasts, type Toast, undoToast } from './toast-store.ts';
import styles from './toasts.module.css';

const shownMilliseconds = 10_000;
const nothing: readonly Toast[] = [];

/** What was done, at the foot of the page, to be taken back with its button or Ctrl-Z. It is announced, stays while the pointer or the focus is on it, and problems stay until they are closed. */
export function Toasts() {
  const toasts = useSyncExternalStore(subscribeToToasts, currentToasts, () => nothing);
  return (
    <section aria-label="What was done" aria-live="polite" className={styles.toasts}>
      {toasts.map((toast) => (
        <ShownToast key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function ShownToast({ toast }: { readonly toast: Toast }) {
  const { id, text, isProblem, undo } = toast;
  const [isHeld, setIsHeld] = useState(isProblem);
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => hideToast(id), shownMilliseconds);
    return () => clearTimeout(timer);
  }, [id, isHeld]);
  const hold = (next: boolean) => () => setIsHeld(isProblem || next);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing is done by it; what is read or aimed at stays
    <div
      {...(isProblem ? { role: 'alert' } : {})}
      className={styles.toast}
      data-problem={isProblem}
      onPointerEnter={hold(true)}
      onPointerLeave={hold(false)}
      onFocus={hold(true)}
      onBlur={hold(false)}
    >
      <span>{text}</span>
      {undo !== null && (
        <button type="button" className={styles.undo} onClick={() => void undoToast(toast)}>
          Undo
        </button>
      )}
      <button type="button" aria-label="Close" onClick={() => hideToast(id)}>
        ×
      </button>
    </div>
  );
}
