import { expect, it } from 'vitest';
import type { DatasetFacts } from './dataset-facts.ts';
import { expand } from './expand.ts';
import { planSweep } from './plan-sweep.ts';
import { parseSpec } from './spec.ts';

const labelFacts = { classes: 10, names: null, hash: 'c'.repeat(64) };
const facts: DatasetFacts = { title: 'digits.npy', contentHash: 'a'.repeat(64), sampleSize: 784, trainCount: 55_000, labelFacts };
const { labelFacts: _, ...unlabelled } = facts;
const runsOf = (model: object, of = facts) =>
  expand(parseSpec({ version: 1, model: { dimensions: [784, 8], ...model } }), of).filter(({ kind }) => kind === 'run');

it('gets the number of classes of its data, and weights for them', () => {
  const [none, label] = runsOf({ tied: false, condition: ['none', 'label'] });
  expect(none?.parameters).toMatchObject({ condition: { kind: 'none' } });
  expect(label?.parameters).toMatchObject({ condition: { kind: 'label', classes: 10 }, tied: false });
  // Nothing that could vary beside the condition itself.
  expect(label?.values).toMatchObject({ condition: 'label' });
  expect(Object.keys(label?.values ?? {})).toEqual(Object.keys(none?.values ?? {}));
  // Ten more inputs of the first layer of both halves.
  expect((label?.parameterCount ?? Number.NaN) - (none?.parameterCount ?? Number.NaN)).toBe(10 * 8 + 10 * 784);
  // Weights are not tied unless the spec says so.
  expect(runsOf({ condition: 'label' })[0]?.parameters).toMatchObject({ tied: false });
});

it('is refused without labels, with tied weights, and with a number of classes that the data do not have', () => {
  expect(() => runsOf({ condition: 'label' }, unlabelled)).toThrow(
    'condition: received "label", which needs a label for every training, validation and test sample of digits.npy. Name the files of the labels in `dataset` (`trainLabels`, and `testLabels` where `test` is a file of its own), or set `condition: none`.',
  );
  const document = { version: 1, model: { dimensions: [784, 8], condition: 'label' } };
  expect(() => planSweep(parseSpec(document), { document, text: null }, unlabelled)).toThrow('which needs a label for every training');
  expect(() => runsOf({ condition: 'label', tied: true })).toThrow(
    'tied: received true with the condition "label", which enters the encoder and the decoder at different places; a tied decoder can’t be the transpose of the encoder. Set `tied: false`, which is the default there, or leave it out.',
  );
  expect(() => runsOf({ condition: { kind: 'label', classes: 12 } })).toThrow(
    'condition.classes: received 12; the labels of digits.npy have 10. Leave it out: it follows from the data.',
  );
});

it('makes another run and another sweep of other labels, and no other choice does', () => {
  const other = { ...facts, labelFacts: { ...labelFacts, hash: 'd'.repeat(64) } };
  const prints = (model: object, of: DatasetFacts) => {
    const document = { version: 1, model: { dimensions: [784, 8], tied: false, ...model } };
    const { fingerprint, runs } = planSweep(parseSpec(document), { document, text: null }, of);
    return [fingerprint, runs.at(-1)?.fingerprint];
  };
  expect(prints({}, other)).toEqual(prints({}, unlabelled));
  const [sweep, run] = prints({ condition: 'label' }, facts);
  const [otherSweep, otherRun] = prints({ condition: 'label' }, other);
  expect([sweep === otherSweep, run === otherRun]).toEqual([false, false]);
});
