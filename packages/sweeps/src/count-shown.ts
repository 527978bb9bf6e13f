import { type RunState, runStates, type ShownState, shownState, strongestWanted, type Wanted } from './run-state.ts';

/** The number of runs of one state and one wanted state. */
export interface WantedRuns {
  readonly state: RunState;
  readonly wanted: Wanted;
  readonly runs: number;
}

/**
 * The runs of a sweep by what is shown of each (`shownState`), without zeros.
 *
 * @param counts of all its runs
 * @param single those of them that were paused or stopped individually
 * @param wanted of the sweep
 */
export function countShown(
  counts: Readonly<Record<RunState, number>>,
  single: readonly WantedRuns[],
  wanted: Wanted,
): Readonly<Partial<Record<ShownState, number>>> {
  const shown: Partial<Record<ShownState, number>> = {};
  const add = (state: ShownState, runs: number) => {
    if (runs > 0) shown[state] = (shown[state] ?? 0) + runs;
  };
  for (const state of runStates) {
    const own = single.filter((each) => each.state === state);
    add(shownState({ state, wanted }), counts[state] - own.reduce((sum, { runs }) => sum + runs, 0));
    for (const each of own) add(shownState({ state, wanted: strongestWanted(wanted, each.wanted) }), each.runs);
  }
  return shown;
}
