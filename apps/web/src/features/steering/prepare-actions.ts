import type { RunState, Wanted } from '@hourglass/sweeps';
import type { steeringActions } from './server/steering-router.ts';

type SteeringAction = (typeof steeringActions)[number];

export interface OfferedAction {
  readonly action: SteeringAction;
  readonly label: string;
  /** Asked before it is done, where it can't be taken back. */
  readonly question: string | null;
}

const remove = (what: string): OfferedAction => ({
  action: 'remove',
  label: 'Delete',
  question: `Delete this ${what} and everything it recorded?`,
});
const pause: OfferedAction = { action: 'pause', label: 'Pause', question: null };
const resume: OfferedAction = { action: 'resume', label: 'Resume', question: null };
const retry: OfferedAction = { action: 'retry', label: 'Retry', question: null };

/** What can be done to a run as it stands. */
export function runActions({ state, wanted }: { readonly state: RunState; readonly wanted: Wanted }): readonly OfferedAction[] {
  switch (state) {
    case 'waiting':
    case 'running':
      return [
        ...(wanted === 'run' ? [pause] : []),
        ...(wanted === 'pause' ? [resume] : []),
        ...(wanted === 'stop' ? [] : [{ action: 'stop', label: 'Stop', question: 'Stop this run for good?' } as const]),
        remove('run'),
      ];
    case 'failed':
    case 'stopped':
      return [retry, remove('run')];
    case 'complete':
    case 'pruned':
      return [remove('run')];
  }
}

/** What can be done to a sweep as it stands. */
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
    remove('sweep'),
  ];
}
