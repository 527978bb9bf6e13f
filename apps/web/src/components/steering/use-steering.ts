'use client';

import type { SteeringAction } from '@hourglass/db';
import { messageOf } from '@hourglass/presentation';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { showToast } from '#components/toasts/toast-store.ts';
import { useTRPC } from '#lib/trpc.ts';
import { prepareOutcome, type SteeringNoun } from './prepare-outcome.ts';

/** Steers runs or sweeps, says what came of it, and offers to take it back where that can be. */
export function useSteering(noun: SteeringNoun) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = () =>
    void queryClient.invalidateQueries({ predicate: ({ queryKey }) => !JSON.stringify(queryKey).includes('reconstructions') });
  const { mutateAsync, isPending } = useMutation(trpc.steering.steer.mutationOptions({ onSettled: refresh }));

  /** Gives the ids of those that were done. */
  async function steer(ids: readonly string[], action: SteeringAction): Promise<readonly string[]> {
    try {
      const steered = await mutateAsync({ noun, ids: [...ids], action });
      const { text, isProblem, undo } = prepareOutcome(noun, action, steered);
      const takeBack = async (of: NonNullable<typeof undo>) => {
        const outcome = prepareOutcome(noun, of.action, await mutateAsync({ noun, ids: [...of.ids], action: of.action }));
        if (outcome.isProblem) throw new Error(outcome.text);
        return outcome.text;
      };
      showToast({ text, isProblem, undo: undo === null ? null : () => takeBack(undo) });
      return steered.done.map(({ id }) => id);
    } catch (error) {
      showToast({ text: messageOf(error), isProblem: true });
      return [];
    }
  }

  return { steer, isPending };
}
