import { filterFields } from '@hourglass/sweeps/filter';
import { expect, it } from 'vitest';
import { canHave, prepareColumns } from './prepare-columns.ts';

const fields = filterFields([{ key: 'learningRate', holds: 'number' }], [{ part: 'validation', name: 'kl' }]);
const names = [
  'bestValidationCost',
  'lastValidationCost',
  'bestTestCost',
  'lastTestCost',
  'bestEpoch',
  'validation.kl',
  'best.train.cost',
  'seed',
  'run',
];

it.each([
  ['held-out samples', { hasValidation: true, hasBest: true }, []],
  [
    'no held-out samples',
    { hasValidation: false, hasBest: false },
    ['bestValidationCost', 'lastValidationCost', 'bestTestCost', 'bestEpoch', 'validation.kl'],
  ],
  [
    'no held-out samples, but a best epoch by a metric of training',
    { hasValidation: false, hasBest: true },
    ['bestValidationCost', 'lastValidationCost', 'validation.kl'],
  ],
])('knows the columns in which a run with %s can have no value', (_, row, expected) => {
  const columns = prepareColumns(
    names.map((id) => ({ id, width: null })),
    fields,
  );
  expect(columns.filter((column) => !canHave(row, column)).map(({ id }) => id)).toEqual(expected);
});
