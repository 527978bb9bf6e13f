import type { RunState } from '@hourglass/sweeps';
import { expect, it } from 'vitest';
import { prepareEmpty } from './prepare-empty.ts';

const inStates = (...states: readonly RunState[]) => states.map((state) => ({ state }));

it.each([
  [{ runs: [], unit: 'epoch', each: 'step', hasEpochs: false }, 'Select a run below to draw its cost.'],
  [{ runs: inStates('failed'), unit: 'epoch', each: 'epoch', hasEpochs: false }, 'The run has not completed an epoch: it failed.'],
  [{ runs: inStates('waiting'), unit: 'time', each: 'step', hasEpochs: false }, 'The run has not recorded a step: it is waiting.'],
  [
    { runs: inStates('running'), unit: 'clock', each: 'step', hasEpochs: false },
    'Times are known once an epoch is complete. Until then, choose steps as the horizontal axis.',
  ],
  [
    { runs: inStates('failed', 'waiting', 'failed'), unit: 'step', each: 'epoch', hasEpochs: false },
    'None of the 3 runs has completed an epoch: 2 failed, 1 waiting.',
  ],
  [
    { runs: inStates('complete', 'running'), unit: 'time', each: 'epoch', hasEpochs: true },
    'No samples are held out for validation (dataset.validation: 0), so there is no validation cost. Compare runs by their test cost.',
  ],
] as const)('says why %j draws nothing', (input, sentence) => {
  expect(prepareEmpty(input)).toBe(sentence);
});
