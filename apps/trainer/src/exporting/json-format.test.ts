import { expect, it } from 'vitest';
import { isIdle, tinySweep, workUntil } from '../testing/tiny-sweep.ts';
import { describeRun, describeRunWithEpochs, jsonFormat, jsonOutputs } from './json-format.ts';

it('describes what commands print of runs of every kind and state, and nothing that they do not', async () => {
  const { store } = await tinySweep(
    'epochs: 5, batchSize: 10, optimizer: sgd, learningRate: [1000000, 0.01]',
    'activation: linear, outputActivation: linear',
  );
  const waiting = await store.runs.list();
  await workUntil(store, () => isIdle(store));
  const runs = await store.runs.list();
  expect(new Set(runs.map(({ kind, state }) => `${kind} ${state}`))).toEqual(new Set(['baseline complete', 'run complete', 'run failed']));
  const asPrinted = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
  const strict = jsonOutputs['runs ls'].element.strict();
  for (const run of [...waiting, ...runs]) {
    const printed = asPrinted(describeRun(run));
    expect(strict.parse(printed)).toEqual(printed);
    const whole = asPrinted(await describeRunWithEpochs(store, run));
    expect(jsonOutputs['runs show'].strict().parse(whole)).toEqual(whole);
  }
});

it('is a JSON schema with a version', () => {
  expect(jsonFormat()).toMatchObject({
    version: 1,
    commands: { 'runs ls': { type: 'array', items: { type: 'object' } }, 'runs show': { properties: { epochs: { type: 'array' } } } },
  });
});
