import { expect, it } from 'vitest';
import { countShown, type WantedRuns } from './count-shown.ts';

const counts = { waiting: 3, running: 1, complete: 4, pruned: 0, failed: 0, stopped: 0 };
const paused: WantedRuns = { state: 'waiting', wanted: 'pause', runs: 2 };

it.each([
  ['no wish', counts, [], 'run', { waiting: 3, running: 1, complete: 4 }],
  ['runs that are paused one by one', counts, [paused], 'run', { waiting: 1, paused: 2, running: 1, complete: 4 }],
  ['a paused sweep', counts, [paused], 'pause', { paused: 3, pausing: 1, complete: 4 }],
  ['a running run to stop', counts, [{ state: 'running', wanted: 'stop', runs: 1 }], 'run', { waiting: 3, stopping: 1, complete: 4 }],
  ['a stopped sweep', { ...counts, waiting: 0 }, [], 'stop', { stopping: 1, complete: 4 }],
] as const)('counts the runs of a sweep with %s', (_, all, apart, wanted, shown) => {
  expect(countShown(all, apart, wanted)).toEqual(shown);
});
