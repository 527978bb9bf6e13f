'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import { currentToasts, hideToast, subscribeToToasts, type Toast, undoToast } from './toast-store.ts';
import styles from './toasts.module.css';

const shownMilliseconds = 10_000;
const nothing: readonly Toast[] = [];

/**
 * List of toasts at the bottom of the page. Screen readers announce them. A toast offers its undo as a button and as Ctrl-Z, and stays
 * while it has the pointer or the focus; a problem stays until the user closes it.
 */
export function Toasts() {
  const toasts = useSyncExternalStore(subscribeToToasts, currentToasts, () => nothing);
  return (
    <section aria-label="Notifications" aria-live="polite" className={styles.toasts}>
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
    // biome-ignore lint/a11y/noStaticElementInteractions: the handlers only keep the toast open under the pointer or the focus
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
