/** The life of a run: `waiting → running → complete | pruned | failed | stopped`; `running → waiting` when a lease is lost or released. */
export const runStates = ['waiting', 'running', 'complete', 'pruned', 'failed', 'stopped'] as const;
export type RunState = (typeof runStates)[number];

/** What a person wants of a run or a sweep; a worker reads it with its heartbeat. */
export const wantedStates = ['run', 'pause', 'stop'] as const;
export type Wanted = (typeof wantedStates)[number];

/** A trained configuration, or a yardstick that is fitted. */
export const runKinds = ['run', 'baseline'] as const;
export type RunKind = (typeof runKinds)[number];

/** A finished run is never written again (tags, notes and name aside). */
export function isFinished(state: RunState): boolean {
  return state !== 'waiting' && state !== 'running';
}
