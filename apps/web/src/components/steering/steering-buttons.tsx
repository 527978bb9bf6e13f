'use client';

import { formatCount } from '@hourglass/presentation';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useMemo, useRef, useState } from 'react';
import buttons from '#components/ui/button.module.css';
import { usePageActions } from '#lib/page-actions.ts';
import { DeleteButton } from './delete-button.tsx';
import type { OfferedAction } from './prepare-actions.ts';
import type { SteeringNoun } from './prepare-outcome.ts';
import styles from './steering-buttons.module.css';
import { useSteering } from './use-steering.ts';

/** Loaded with the first question. */
const Confirmation = dynamic(() => import('#components/ui/confirmation.tsx').then((module) => module.Confirmation), { ssr: false });

export interface SteeringButtonsProps {
  readonly noun: SteeringNoun;
  readonly ids: readonly string[];
  readonly actions: readonly OfferedAction[];
  /** What the page calls a run or a sweep, for refusals; null where it does not show it. */
  readonly nameOf?: (id: string) => string | null;
  /** Route to open after the page's own subject is deleted. */
  readonly after?: Parameters<ReturnType<typeof useRouter>['push']>[0];
  readonly onDeleted?: () => void;
}

/** Buttons for the actions on runs or sweeps. A toast reports the outcome; live updates refresh the page. */
export function SteeringButtons({ noun, ids, actions, nameOf, after, onDeleted }: SteeringButtonsProps) {
  const { steer, isPending, progress } = useSteering(noun, nameOf);
  const navigation = useRouter();
  const remove = async () => {
    const done = await steer(ids, 'remove');
    if (done.length === 0) return;
    if (after !== undefined) navigation.push(after);
    onDeleted?.();
  };
  const [pending, setPending] = useState<OfferedAction | null>(null);
  const act = (offer: OfferedAction) => {
    if (offer.question === null) void steer(ids, offer.action);
    else setPending(offer);
  };
  const latest = useRef(act);
  latest.current = act;
  // The command palette also offers actions on the page's own subject. Deletion is excluded, because its button first shows what it would
  // free.
  const isOfPage = after !== undefined;
  const offered = useMemo(
    () =>
      isOfPage
        ? actions
            .filter(({ action }) => action !== 'remove')
            .map((action) => ({ label: `${action.label} this ${noun}`, run: () => latest.current(action) }))
        : [],
    [actions, isOfPage, noun],
  );
  usePageActions(offered);
  return (
    <div className={styles.steering}>
      {progress !== null && (
        <span role="status" className={styles.progress}>
          {formatCount(progress.done)} of {formatCount(progress.total)}
        </span>
      )}
      {actions.map((offer) =>
        offer.action === 'remove' ? (
          <DeleteButton key={offer.action} {...{ noun, ids, isPending }} onDelete={() => void remove()} />
        ) : (
          <button
            key={offer.action}
            type="button"
            className={buttons.plain}
            disabled={isPending || ids.length === 0}
            onClick={() => act(offer)}
          >
            {offer.label}
          </button>
        ),
      )}
      {pending !== null && pending.question !== null && (
        <Confirmation
          question={pending.question}
          label={pending.label}
          onConfirm={() => void steer(ids, pending.action)}
          onClose={() => setPending(null)}
        />
      )}
    </div>
  );
}
