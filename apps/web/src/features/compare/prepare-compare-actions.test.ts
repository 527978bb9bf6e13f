import { expect, it } from 'vitest';
import { type CompareActionsInput, prepareCompareActions } from './prepare-compare-actions.ts';

function labels(change: Partial<CompareActionsInput> = {}) {
  const actions = prepareCompareActions({
    modes: ['reconstruction', 'gain'],
    varying: ['learningRate'],
    show: 'reconstruction',
    samples: 'probe',
    view: { align: 'epoch', seeds: 'each', group: '', pins: null },
    setPictures: () => {},
    setLayout: () => {},
    ...change,
  });
  return actions.map(({ label }) => label);
}

it('offers every setting but the current one', () => {
  expect(labels()).toEqual([
    'Show gain',
    'Order samples: worst first',
    'Order samples: most disagreement first',
    'Order samples: by label',
    'Show each run at its best epoch',
    'Group rows by learning rate',
    'Pin no row',
  ]);
  const changed = labels({ show: 'gain', view: { align: 'best', seeds: 'mean', group: 'learningRate', pins: [] }, varying: ['seed'] });
  expect(changed).toEqual(
    expect.arrayContaining(['Show reconstruction', 'Align runs by epoch', 'Show each seed', 'Group rows by nothing', 'Pin the baselines']),
  );
});
