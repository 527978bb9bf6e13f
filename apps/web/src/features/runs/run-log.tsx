'use client';

import { useQuery } from '@tanstack/react-query';
import { Time } from '#components/ui/time.tsx';
import { useTRPC } from '#lib/trpc.ts';
import styles from './run-log.module.css';

/** Polling interval for new lines while the run is active, in milliseconds. */
const interval = 2_000;

/** The newest log lines of a run, in chronological order. */
export function RunLog({ id, isTrained }: { readonly id: string; readonly isTrained: boolean }) {
  const trpc = useTRPC();
  const { data: lines, error } = useQuery({
    ...trpc.logs.ofRun.queryOptions({ id }),
    staleTime: 0,
    refetchInterval: isTrained ? interval : false,
  });
  return (
    <section aria-label="Log">
      <h2>Log</h2>
      {error !== null && <p role="alert">{error.message}</p>}
      {lines?.length === 0 && <p className={styles.soft}>No log lines yet.</p>}
      {lines !== undefined && lines.length > 0 && (
        <ol className={styles.lines}>
          {lines.map(({ id: line, time, level, attempt, message }) => (
            <li key={line} className={level === 'info' ? undefined : styles[level]}>
              <span className={styles.soft}>
                <Time at={time} isExact /> · attempt {attempt}
                {level === 'info' ? '' : ` · ${level}`}
              </span>
              <span>{message}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
