'use client';

import { formatNumberOf } from '@hourglass/presentation';
import { useMutation } from '@tanstack/react-query';
import buttons from '#components/ui/button.module.css';
import { Popover } from '#components/ui/popover.tsx';
import { useTRPC } from '#lib/trpc.ts';
import { prepareFreed, type SteeringNoun } from './prepare-outcome.ts';
import styles from './steering-buttons.module.css';

export interface DeleteButtonProps {
  readonly noun: SteeringNoun;
  readonly ids: readonly string[];
  readonly isPending: boolean;
  readonly onDelete: () => void;
}

/** Delete button that first shows how much disk space the deletion would free. */
export function DeleteButton({ noun, ids, isPending, onDelete }: DeleteButtonProps) {
  const trpc = useTRPC();
  const { mutate, data, error } = useMutation(trpc.steering.wouldFree.mutationOptions());
  return (
    <Popover label="Delete" title={`Delete ${noun}s`} onOpen={() => mutate({ noun, ids: [...ids] })}>
      <div className={styles.freed}>
        {data === undefined && error === null && <p>Calculating what this would free…</p>}
        {error !== null && <p role="alert">{error.message}</p>}
        {data !== undefined && prepareFreed(data).map((sentence) => <p key={sentence}>{sentence}</p>)}
        <button type="button" className={buttons.plain} disabled={isPending} onClick={onDelete}>
          Delete {formatNumberOf(ids.length, noun)}
        </button>
      </div>
    </Popover>
  );
}
