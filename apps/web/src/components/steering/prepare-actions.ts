import type { SteeringAction } from '@hourglass/db';
import { formatNumberOf } from '@hourglass/presentation';
import type { RunState, Wanted } from '@hourglass/sweeps';

export interface OfferedAction {
  readonly action: SteeringAction;
  readonly label: string;
  /** Confirmation question for an action that cannot be undone; null for others. */
  readonly question: string | null;
}

/** Needs no question: its button shows what it would free, and the deletion can be undone for some seconds. */
const remove: OfferedAction = { action: 'remove', label: 'Delete', question: null };
const pause: OfferedAction = { action: 'pause', label: 'Pause', question: null };
const resume: OfferedAction = { action: 'resume', label: 'Resume', question: null };
const retry: OfferedAction = { action: 'retry', label: 'Retry', question: null };

/** Actions available for a run in its current state. */
export function runActions({ state, wanted }: { readonly state: RunState; readonly wanted: Wanted }): readonly OfferedAction[] {
  switch (state) {
    case 'waiting':
    case 'running':
      return [
        ...(wanted === 'run' ? [pause] : []),
        ...(wanted === 'pause' ? [resume] : []),
        ...(wanted === 'stop' ? [] : [{ action: 'stop', label: 'Stop', question: 'Stop this run for good?' } as const]),
        remove,
      ];
    case 'failed':
    case 'stopped':
      return [retry, remove];
    case 'complete':
    case 'pruned':
      return [remove];
  }
}

/** Actions available for a sweep in its current state. */
export function sweepActions({
  wanted,
  counts,
}: {
  readonly wanted: Wanted;
  readonly counts: Readonly<Record<RunState, number>>;
}): readonly OfferedAction[] {
  const isUnfinished = counts.waiting + counts.running > 0;
  return [
    ...(isUnfinished && wanted === 'run' ? [pause] : []),
    ...(isUnfinished && wanted !== 'run' ? [resume] : []),
    ...(isUnfinished && wanted !== 'stop'
      ? [{ action: 'stop', label: 'Stop', question: 'Stop every run of this sweep that is not finished?' } as const]
      : []),
    ...(counts.failed + counts.stopped > 0 ? [retry] : []),
    remove,
  ];
}

/** Actions available for several runs or sweeps. Some of them may refuse the action. */
export function manyActions(noun: 'run' | 'sweep', count: number): readonly OfferedAction[] {
  const some = formatNumberOf(count, noun);
  const question = noun === 'run' ? `Stop ${some} for good?` : `Stop every unfinished run of ${some} for good?`;
  return [pause, resume, { action: 'stop', label: 'Stop', question }, retry, remove];
}
