import { expect, it } from 'vitest';
import { type SelectionClick, toggleSelection } from './toggle-selection.ts';

const order = ['a', 'b', 'c', 'd'];

it.each<[string, readonly string[], Omit<SelectionClick, 'order'>, readonly string[]]>([
  ['a click selects the row alone', ['a', 'b'], { id: 'c', anchor: 'a', modifier: 'none' }, ['c']],
  ['shift adds everything from the row clicked before', ['a'], { id: 'c', anchor: 'a', modifier: 'shift' }, ['a', 'b', 'c']],
  ['shift reaches upwards too', ['d'], { id: 'b', anchor: 'd', modifier: 'shift' }, ['d', 'b', 'c']],
  ['shift without a row before adds the row', [], { id: 'b', anchor: null, modifier: 'shift' }, ['b']],
  ['shift from a row that no longer exists adds the row', [], { id: 'b', anchor: 'gone', modifier: 'shift' }, ['b']],
  ['the box adds one', ['a'], { id: 'c', anchor: null, modifier: 'toggle' }, ['a', 'c']],
  ['the box takes one away', ['a', 'c'], { id: 'a', anchor: null, modifier: 'toggle' }, ['c']],
])('%s', (_, selected, click, expected) => {
  expect(toggleSelection(selected, { ...click, order })).toEqual(expected);
});
