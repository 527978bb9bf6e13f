import type { Run } from '@hourglass/db';
import { temporaryStore } from '@hourglass/db/testing';
import { expect, it } from 'vitest';
import { plainView } from './plain-view.ts';

async function runsOfSweep(): Promise<readonly [Run, Run]> {
  const store = await temporaryStore();
  const run = (seed: number) => ({
    ...{
      kind: 'run' as const,
      fingerprint: `f${seed}`,
      seed,
      parameters: { epochs: 100 },
      values: {},
      parameterCount: 1,
      totalSteps: 1_000,
    },
  });
  await store.sweeps.upsert({
    ...{ name: 'one', spec: {}, specText: null, fingerprint: 'f', dataset: 'mnist', axes: [] },
    runs: [run(0), run(1)],
  });
  const [one, other] = await store.runs.list();
  if (one === undefined || other === undefined) throw new Error('The runs are missing.');
  return [one, other];
}

it('writes a line for each start and end, and each minute the epoch, the percentage and the time left', async () => {
  const [one, other] = await runsOfSweep();
  const lines: string[] = [];
  const view = plainView({ write: (text) => lines.push(String(text)) > 0 });
  const running = { ...one, state: 'running' as const };
  const update = (step: number, seconds: number, changes: Partial<Run> = {}) =>
    view.update({ runs: [{ ...running, step, ...changes }, other], axes: [], stepsDone: step, seconds });
  update(0, 0);
  update(5, 0.3, { lastValidationCost: 12.5 });
  update(118, 59.9, { lastValidationCost: 11.5 });
  expect(lines).toEqual([`${one.id}  seed 0: running  (0 of 2 finished)\n`]);
  update(119, 60.2, { lastValidationCost: 11.25 });
  // 1881 of 2000 steps are left, at 119 steps in 60.2 s.
  expect(lines.slice(1)).toEqual([`5 %, 0 of 2 finished, 15 min 52 s left; ${one.id} epoch 12 of 100 (11 %), validation 11.25\n`]);
  update(120, 61);
  // The computer slept: one line, and the next a minute later.
  update(150, 200);
  update(151, 239);
  expect(lines).toHaveLength(3);
  update(1_000, 240, { state: 'complete' });
  expect(lines.slice(3)).toEqual([`${one.id}  seed 0: complete  (1 of 2 finished)\n`, '50 %, 1 of 2 finished, 4 min 00 s left\n']);
});
