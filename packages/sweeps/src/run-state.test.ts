import { expect, it } from 'vitest';
import { runStates, shownState, wantedStates } from './run-state.ts';

it('combines the state of a run with its wanted state until the run has ended', () => {
  const shown = runStates.map((state) => wantedStates.map((wanted) => shownState({ state, wanted })));
  expect(shown).toEqual([
    ['waiting', 'paused', 'waiting'],
    ['running', 'pausing', 'stopping'],
    ['complete', 'complete', 'complete'],
    ['pruned', 'pruned', 'pruned'],
    ['failed', 'failed', 'failed'],
    ['stopped', 'stopped', 'stopped'],
  ]);
});
