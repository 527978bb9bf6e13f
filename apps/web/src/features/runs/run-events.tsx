'use client';

import { formatCount } from '@hourglass/presentation';
import { useQuery } from '@tanstack/react-query';
import { Sentence } from '#components/ui/sentence.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Time } from '#components/ui/time.tsx';
import { useTRPC } from '#lib/trpc.ts';
import styles from './run-events.module.css';

/** All events of a run, newest first. Consecutive epochs are one row. */
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
              {event.count > 1 && (
                <>
                  <Time at={event.since} isExact /> to{' '}
                </>
              )}
              <Time at={event.time} isExact /> · {event.kind} · {event.source}
            </span>
            {event.count > 1 && <span>{formatCount(event.count)} epochs ended. The last:</span>}
            <span>
              <Sentence>{event.message}</Sentence>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
