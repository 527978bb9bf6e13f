'use client';

import { useQuery } from '@tanstack/react-query';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Time } from '#components/ui/time.tsx';
import { useTRPC } from '#lib/trpc.ts';
import styles from './run-events.module.css';

/** All events of a run, newest first. */
export function RunEvents({ id }: { readonly id: string }) {
  const trpc = useTRPC();
  const { data: events, error } = useQuery(trpc.runs.events.queryOptions({ id }));
  return (
    <section aria-label="Events">
      <h2>Events</h2>
      {error !== null && <p role="alert">{error.message}</p>}
      {events === undefined && error === null && <Skeleton height={48} />}
      {events?.length === 0 && <p className={styles.soft}>No events yet.</p>}
      <ol className={styles.events}>
        {events?.toReversed().map((event) => (
          <li key={event.id}>
            <span className={styles.soft}>
              <Time at={event.time} isExact /> · {event.kind} · {event.source}
            </span>
            <span>{event.message}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
