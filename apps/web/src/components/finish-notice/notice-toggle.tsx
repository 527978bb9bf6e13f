'use client';

import { useState } from 'react';
import styles from './notice-toggle.module.css';
import { requestNotice, useIsNoticeRequested } from './requested-notices.ts';

const refusals = {
  missing: 'This browser shows no notifications on this address.',
  denied: 'The browser blocks notifications of this page; allow them in its site settings.',
  default: 'Notifications were not allowed in the browser.',
} as const;

/** Turns on a notification for the end of the sweep's last run. */
export function NoticeToggle({ sweep }: { readonly sweep: string }) {
  const isRequested = useIsNoticeRequested(sweep);
  const [refusal, setRefusal] = useState<keyof typeof refusals | null>(null);
  const change = async (wanted: boolean) => {
    if (!wanted) {
      requestNotice(sweep, false);
      return;
    }
    const permission = 'Notification' in window ? await Notification.requestPermission() : 'missing';
    setRefusal(permission === 'granted' ? null : permission);
    requestNotice(sweep, permission === 'granted');
  };
  return (
    <p className={styles.line}>
      <label>
        <input type="checkbox" checked={isRequested} onChange={(event) => void change(event.target.checked)} /> Notify me
      </label>
      <span role="status">{refusal === null ? isRequested && 'when the last run finishes; keep this tab open' : refusals[refusal]}</span>
    </p>
  );
}
