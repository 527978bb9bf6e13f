import { describe, expect, it } from 'vitest';
import { runActions, sweepActions } from './prepare-actions.ts';

const names = (actions: readonly { readonly action: string }[]) => actions.map(({ action }) => action);

describe('the offered actions', () => {
  it.each([
    ['waiting', 'run', ['pause', 'stop', 'remove']],
    ['waiting', 'pause', ['resume', 'stop', 'remove']],
    ['running', 'run', ['pause', 'stop', 'remove']],
    ['running', 'stop', ['remove']],
    ['failed', 'run', ['retry', 'remove']],
    ['stopped', 'stop', ['retry', 'remove']],
    ['complete', 'run', ['remove']],
  ] as const)('match a run that is %s and wanted to %s', (state, wanted, expected) => {
    expect(names(runActions({ state, wanted }))).toEqual(expected);
  });

  it.each([
    [{ waiting: 2 }, 'run', ['pause', 'stop', 'remove']],
    [{ waiting: 2, failed: 1 }, 'pause', ['resume', 'stop', 'retry', 'remove']],
    [{ complete: 3 }, 'run', ['remove']],
    [{ stopped: 3 }, 'stop', ['retry', 'remove']],
  ] as const)('match a sweep with %o that is wanted to %s', (some, wanted, expected) => {
    const counts = { waiting: 0, running: 0, complete: 0, pruned: 0, failed: 0, stopped: 0, ...some };
    expect(names(sweepActions({ counts, wanted }))).toEqual(expected);
  });
});
