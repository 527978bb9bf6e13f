/** The life of a run: `waiting → running → complete | pruned | failed | stopped`; `running → waiting` when a lease is lost or released. */
export const runStates = ['waiting', 'running', 'complete', 'pruned', 'failed', 'stopped'] as const;
export type RunState = (typeof runStates)[number];

/** What the user requested for a run or a sweep; a worker reads it with its heartbeat. Ordered by priority: the later value wins. */
export const wantedStates = ['run', 'pause', 'stop'] as const;
export type Wanted = (typeof wantedStates)[number];

/** A trained configuration, or a fitted baseline. */
export const runKinds = ['run', 'baseline'] as const;
export type RunKind = (typeof runKinds)[number];

/**
 * Which states may follow which.
 *
 * - `waiting → running`: claimed. `waiting → stopped`: stopped by a person. `waiting → failed`: given up after its workers died.
 * - `running → waiting | stopped`: its worker released it or was lost, see `stateWithoutWorker`.
 * - finished `→ waiting`: retried, extended, or deleted and given again.
 */
export const nextStates: Readonly<Record<RunState, readonly RunState[]>> = {
  waiting: ['running', 'stopped', 'failed'],
  running: ['waiting', 'complete', 'pruned', 'failed', 'stopped'],
  complete: ['waiting'],
  pruned: ['waiting'],
  failed: ['waiting'],
  stopped: ['waiting'],
};

/** How a run is shown: its state, or the pending effect of a pause or stop request. */
export const shownStates = [...runStates, 'paused', 'pausing', 'stopping'] as const;
export type ShownState = (typeof shownStates)[number];

/** `paused` for a waiting run that no worker will claim; `pausing` or `stopping` for a running run until its worker has obeyed. */
export function shownState({ state, wanted }: { readonly state: RunState; readonly wanted: Wanted }): ShownState {
  if (state === 'waiting' && wanted === 'pause') return 'paused';
  if (state === 'running' && wanted !== 'run') return wanted === 'pause' ? 'pausing' : 'stopping';
  return state;
}

/** A finished run is never written again, except for its tags, notes and name. */
export function isFinished(state: RunState): boolean {
  return state !== 'waiting' && state !== 'running';
}

/** The request with the highest priority: `stop`, then `pause`, then `run`. A request for a sweep also applies to its runs. */
export function strongestWanted(...requested: readonly Wanted[]): Wanted {
  return requested.reduce((strongest, other) => (wantedStates.indexOf(other) > wantedStates.indexOf(strongest) ? other : strongest), 'run');
}

/** The state of an unfinished run after its worker released or lost it. A requested stop takes effect, because no worker would apply it. */
export function stateWithoutWorker(wanted: Wanted): 'waiting' | 'stopped' {
  return wanted === 'stop' ? 'stopped' : 'waiting';
}
