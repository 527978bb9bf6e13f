import { describe, expect, it } from 'vitest';
import type { RunRow } from '#wire/run-row.ts';
import { type ComparedRun, prepareDifference } from './prepare-difference.ts';

const row: RunRow = {
  ...{ id: 'aaaaaaaaaa', sweep: 'ssssssssss', kind: 'run', state: 'complete', wanted: 'run', attempt: 1, exitReason: null, step: 100 },
  ...{
    startedAt: 1,
    endedAt: 2,
    lastValidationCost: 10,
    bestValue: 9,
    bestValidationCost: 9,
    bestTestCost: 10,
    bestEpoch: 1,
    ranking: null,
    lastTestCost: 11,
    lastTrainCost: 8,
    trainingSeconds: 5,
  },
  ...{
    tags: [],
    archivedAt: null,
    lastReconstructionEpoch: null,
    name: null,
    seed: 0,
    parameterCount: 10,
    totalSteps: 100,
    createdAt: 0,
    number: 1,
    configuration: 1,
  },
  values: { learningRate: 0.001, optimizer: 'adam' },
};
const run: ComparedRun = {
  ...{ row, tags: [], notes: null, sweepName: 'First', dataset: 'mnist' },
  weights: [{ name: 'encoder/0/weights', shape: [784, 32], norm: 12.5, largest: 0.75 }],
  executor: { name: 'session', reason: null },
  provenance: {
    ...{ engine: 'tensorflow', engineVersion: '4.22.0', libraryVersion: '2.21.0', threads: 1, node: '24.21.0', platform: 'linux-x64' },
    ...{ hostname: 'here', cpu: 'a CPU', gitCommit: null, gitDirty: null, pid: 1 },
    packages: { '@tensorflow/tfjs': '4.22.0' },
  },
};

function linesOf(title: string, runs: readonly ComparedRun[]) {
  return prepareDifference(runs).find((section) => section.title === title)?.lines ?? [];
}

describe('the difference of runs', () => {
  it('separates lines that differ from equal ones', () => {
    const other = { ...run, row: { ...row, seed: 1, values: { ...row.values, learningRate: 0.01, 'noise.level': 0.3 } } };
    expect(linesOf('Parameters', [run, other])).toEqual([
      { name: 'sweep', values: ['First', 'First'], isEqual: true },
      { name: 'data set', values: ['mnist', 'mnist'], isEqual: true },
      { name: 'learning rate', values: ['0.001', '0.01'], isEqual: false },
      { name: 'optimizer', values: ['adam', 'adam'], isEqual: true },
      { name: 'seed', values: ['0', '1'], isEqual: false },
      // A value that only one run has counts as a difference.
      { name: 'noise level', values: [null, '0.3'], isEqual: false },
    ]);
  });

  it('lists packages separately from the environment, and shows the norm of each array', () => {
    expect(linesOf('Packages', [run, run])).toEqual([{ name: '@tensorflow/tfjs', values: ['4.22.0', '4.22.0'], isEqual: true }]);
    expect(linesOf('Environment', [run]).map(({ name }) => name)).not.toContain('@tensorflow/tfjs');
    expect(linesOf('Weights', [run])).toEqual([
      { name: 'encoder/0/weights', values: ['12.50 · 784 × 32 · largest 0.7500'], isEqual: true },
    ]);
  });

  it('omits lines that no run has', () => {
    const waiting = { ...run, provenance: null, weights: null };
    expect(prepareDifference([waiting, waiting]).map(({ title }) => title)).toEqual(['Parameters', 'Results']);
  });
});
