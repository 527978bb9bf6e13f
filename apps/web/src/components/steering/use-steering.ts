'use client';

import type { SteeringAction } from '@hourglass/db';
import { messageOf } from '@hourglass/presentation';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { showToast } from '#components/toasts/toast-store.ts';
import { useTRPC } from '#lib/trpc.ts';
import { prepareOutcome, type SteeringNoun } from './prepare-outcome.ts';

/** Interval between queries for an action's progress, in milliseconds. */
const progressMilliseconds = 500;

/** Applies an action to runs or sweeps, reports the outcome in a toast, and offers an undo where one exists. */
export function useSteering(noun: SteeringNoun, nameOf?: (id: string) => string | null) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = () =>
    void queryClient.invalidateQueries({ predicate: ({ queryKey }) => !JSON.stringify(queryKey).includes('reconstructions') });
  const { mutateAsync, isPending } = useMutation(trpc.steering.steer.mutationOptions({ onSettled: refresh }));
  const [actionId, setActionId] = useState('');
  const { data: progress = null } = useQuery({
    ...trpc.steering.progress.queryOptions({ actionId }),
    enabled: isPending && actionId !== '',
    refetchInterval: progressMilliseconds,
  });

  function act(ids: readonly string[], action: SteeringAction) {
    // crypto.randomUUID is unavailable on pages served without HTTPS.
    const id = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');
    setActionId(id);
    return mutateAsync({ noun, ids: [...ids], action, actionId: id });
  }

  /** Returns the ids that the action was applied to. */
  async function steer(ids: readonly string[], action: SteeringAction): Promise<readonly string[]> {
    try {
      const steered = await act(ids, action);
      const { text, isProblem, undo } = prepareOutcome(noun, action, steered, nameOf);
      const undoAction = async (of: NonNullable<typeof undo>) => {
        const outcome = prepareOutcome(noun, of.action, await act(of.ids, of.action), nameOf);
        if (outcome.isProblem) throw new Error(outcome.text);
        return outcome.text;
      };
      showToast({ text, isProblem, undo: undo === null ? null : () => undoAction(undo) });
      return steered.done.map(({ id }) => id);
    } catch (error) {
      showToast({ text: messageOf(error), isProblem: true });
      return [];
    }
  }

  return { steer, isPending, progress: isPending ? progress : null };
}
