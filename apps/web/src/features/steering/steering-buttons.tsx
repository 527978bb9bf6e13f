'use client';

import { useRouter } from 'next/navigation';
import buttons from '#components/ui/button.module.css';
import { DeleteButton } from './delete-button.tsx';
import type { OfferedAction } from './prepare-actions.ts';
import type { SteeringNoun } from './prepare-outcome.ts';
import styles from './steering-buttons.module.css';
import { useSteering } from './use-steering.ts';

export interface SteeringButtonsProps {
  readonly noun: SteeringNoun;
  readonly ids: readonly string[];
  readonly actions: readonly OfferedAction[];
  /** Where to go when what the page shows is deleted. */
  readonly after?: Parameters<ReturnType<typeof useRouter>['push']>[0];
  readonly onDeleted?: () => void;
}

/** What can be done to runs or sweeps. What came of it is told by a toast; live updates show the rest. */
export function SteeringButtons({ noun, ids, actions, after, onDeleted }: SteeringButtonsProps) {
  const { steer, isPending } = useSteering(noun);
  const navigation = useRouter();
  const remove = async () => {
    const done = await steer(ids, 'remove');
    if (done.length === 0) return;
    if (after !== undefined) navigation.push(after);
    onDeleted?.();
  };
  return (
    <div className={styles.steering}>
      {actions.map(({ action, label, question }) =>
        action === 'remove' ? (
          <DeleteButton key={action} {...{ noun, ids, isPending }} onDelete={() => void remove()} />
        ) : (
          <button
            key={action}
            type="button"
            className={buttons.plain}
            disabled={isPending || ids.length === 0}
            onClick={() => {
              if (question === null || window.confirm(question)) void steer(ids, action);
            }}
          >
            {label}
          </button>
        ),
      )}
    </div>
  );
}
