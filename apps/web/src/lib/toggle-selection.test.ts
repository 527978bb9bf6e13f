import { expect, it } from 'vitest';
import { type SelectionClick, toggleSelection } from './toggle-selection.ts';

const order = ['a', 'b', 'c', 'd'];

it.each<[string, readonly string[], Omit<SelectionClick, 'order'>, readonly string[]]>([
  ['a click selects the row alone', ['a', 'b'], { id: 'c', anchor: 'a', modifier: 'none' }, ['c']],
  ['shift adds everything from the row clicked before', ['a'], { id: 'c', anchor: 'a', modifier: 'shift' }, ['a', 'b', 'c']],
  ['shift also selects upwards', ['d'], { id: 'b', anchor: 'd', modifier: 'shift' }, ['d', 'b', 'c']],
  ['shift without a previously clicked row adds the row', [], { id: 'b', anchor: null, modifier: 'shift' }, ['b']],
  ['shift from a row that no longer exists adds the row', [], { id: 'b', anchor: 'gone', modifier: 'shift' }, ['b']],
  ['the checkbox adds a row', ['a'], { id: 'c', anchor: null, modifier: 'toggle' }, ['a', 'c']],
  ['the checkbox removes a row', ['a', 'c'], { id: 'a', anchor: null, modifier: 'toggle' }, ['c']],
])('%s', (_, selected, click, expected) => {
  expect(toggleSelection(selected, { ...click, order })).toEqual(expected);
});
