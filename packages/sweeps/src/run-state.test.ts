import { expect, it } from 'vitest';
import { runStates, shownState, wantedStates } from './run-state.ts';

it('shows what a person wants of a run that has not ended', () => {
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
