import { describe, expect, it } from 'vitest';
import { prepareFreed, prepareOutcome } from './prepare-outcome.ts';

const done = (...ids: readonly string[]) => ids.map((id) => ({ id, message: '' }));

const refusal = (id: string, what: string) => ({ id, reason: `Run ${id} is ${what}, so it can't be paused.` });

describe('the outcome of steering several runs', () => {
  it('has a count, and undoes only what changed', () => {
    const many = { done: [...done('a', 'b'), { id: 'c', message: '', isUnchanged: true as const }], refused: [] };
    expect(prepareOutcome('run', 'pause', many)).toEqual({
      text: 'Paused 2 runs. 1 run already in that state.',
      isProblem: false,
      undo: { action: 'resume', ids: ['a', 'b'] },
    });
    expect(prepareOutcome('sweep', 'remove', { done: done('a'), refused: [] })).toMatchObject({
      text: 'Deleted 1 sweep.',
      undo: { action: 'restore', ids: ['a'] },
    });
    expect(prepareOutcome('run', 'stop', { done: done('a'), refused: [] }).undo).toBeNull();
  });

  it('lists each reason for refusals once', () => {
    const refused = ['a', 'b'].map((id) => ({ id, reason: 'It is complete.' }));
    expect(prepareOutcome('run', 'stop', { done: done('c'), refused })).toMatchObject({
      text: 'Stopped 1 run. 2 runs refused: It is complete.',
      isProblem: true,
    });
    expect(prepareOutcome('run', 'stop', { done: [], refused: refused.slice(1) }).text).toBe('It is complete.');
  });

  it('names a run by its label on the page, or by its id if the page does not show it', () => {
    const refused = ['4k2jd8ab3x', '4k2jd8ab3y'].map((id) => ({ id, reason: `Run ${id} is complete, so it can't be paused.` }));
    const nameOf = (id: string) => (id.endsWith('x') ? '#3 lr 0.001' : null);
    expect(prepareOutcome('run', 'pause', { done: [], refused }, nameOf).text).toBe(
      "2 runs refused: #3 lr 0.001 is complete, so it can't be paused. The same applies to 4k2jd8ab3y.",
    );
  });

  it('names each reason and the runs that it applies to, however many reasons there are', () => {
    const states = ['complete', 'failed', 'stopped', 'pruned', 'deleted'];
    const refused = states.flatMap((state) => [refusal(`${state}1`, state), refusal(`${state}2`, state)]);
    const { text } = prepareOutcome('run', 'pause', { done: [], refused });
    for (const state of states) {
      expect(text).toContain(`Run ${state}1 is ${state}, so it can't be paused. The same applies to ${state}2.`);
    }
    const many = Array.from({ length: 30 }, (_, index) => refusal(`r${index}`, 'complete'));
    expect(prepareOutcome('run', 'pause', { done: [], refused: many }).text).toMatch(/applies to r1, .*, r20 and 9 more\.$/);
  });
});

it('says what deleting would free and what is kept', () => {
  const freed = { runs: 2, baselines: 0, sweeps: 0, running: 1, rowBytes: 1_000, files: 1, fileBytes: 2_000, sharedBytes: 500 };
  expect(prepareFreed(freed)).toEqual([
    'Frees 3.0 kB of 2 runs: 1.0 kB of costs and pictures, 2.0 kB in 1 file.',
    '500 bytes in files stay, because other runs share them.',
    '1 run of these is still training; the worker releases it first.',
  ]);
});
