'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import buttons from '#components/ui/button.module.css';
import { useTRPC } from '#lib/trpc.ts';
import type { OfferedAction } from './prepare-actions.ts';
import styles from './steering-buttons.module.css';

export interface SteeringButtonsProps {
  readonly noun: 'run' | 'sweep';
  readonly id: string;
  readonly actions: readonly OfferedAction[];
  /** Where to go when what the page shows is deleted. */
  readonly after: Parameters<ReturnType<typeof useRouter>['push']>[0];
}

/** What can be done to a run or a sweep, and what came of it. Live updates show the rest. */
export function SteeringButtons({ noun, id, actions, after }: SteeringButtonsProps) {
  const trpc = useTRPC();
  const navigation = useRouter();
  const queryClient = useQueryClient();
  const steer = useMutation(
    trpc.steering[noun].mutationOptions({
      onSuccess(_, { action }) {
        if (action === 'remove') navigation.push(after);
        void queryClient.invalidateQueries({ predicate: ({ queryKey }) => !JSON.stringify(queryKey).includes('reconstructions') });
      },
    }),
  );
  return (
    <div className={styles.steering}>
      {steer.error !== null && (
        <span className={styles.problem} role="alert">
          {steer.error.message}
        </span>
      )}
      {steer.data !== undefined && steer.error === null && <span className={styles.soft}>{steer.data.message}</span>}
      {actions.map(({ action, label, question }) => (
        <button
          key={action}
          type="button"
          className={buttons.plain}
          disabled={steer.isPending}
          onClick={() => {
            if (question === null || window.confirm(question)) steer.mutate({ id, action });
          }}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
