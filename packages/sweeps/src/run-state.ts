/** The life of a run: `waiting → running → complete | pruned | failed | stopped`; `running → waiting` when a lease is lost or released. */
export const runStates = ['waiting', 'running', 'complete', 'pruned', 'failed', 'stopped'] as const;
export type RunState = (typeof runStates)[number];

/** What a person wants of a run or a sweep; a worker reads it with its heartbeat. Ordered: of two wishes the later one holds. */
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

/** How a run is shown: its state, or, where a person wants something else of it than its state says, what follows. */
export const shownStates = [...runStates, 'paused', 'pausing', 'stopping'] as const;
export type ShownState = (typeof shownStates)[number];

/** `paused` instead of `waiting` for a run that no worker will claim, and what a running one becomes once its worker knows. */
export function shownState({ state, wanted }: { readonly state: RunState; readonly wanted: Wanted }): ShownState {
  if (state === 'waiting' && wanted === 'pause') return 'paused';
  if (state === 'running' && wanted !== 'run') return wanted === 'pause' ? 'pausing' : 'stopping';
  return state;
}

/** A finished run is never written again (tags, notes and name aside). */
export function isFinished(state: RunState): boolean {
  return state !== 'waiting' && state !== 'running';
}

/** What is wanted of a sweep holds for its runs: `stop` outweighs `pause`, which outweighs `run`. */
export function strongestWanted(...wishes: readonly Wanted[]): Wanted {
  return wishes.reduce((strongest, wish) => (wantedStates.indexOf(wish) > wantedStates.indexOf(strongest) ? wish : strongest), 'run');
}

/** Where a run goes that its worker releases or loses before its end. `stop` is honoured then, because no worker will hear of it. */
export function stateWithoutWorker(wanted: Wanted): 'waiting' | 'stopped' {
  return wanted === 'stop' ? 'stopped' : 'waiting';
}
