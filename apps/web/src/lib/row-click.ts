import type { ChangeEvent, MouseEvent } from 'react';
import type { SelectionClick } from './toggle-selection.ts';

type Modifier = SelectionClick['modifier'];

/** The action of a click on a row; null where the click was on a control in it. */
export function rowModifier(event: MouseEvent): Modifier | null {
  if (event.target instanceof Element && event.target.closest('a, button, input, label') !== null) return null;
  return event.shiftKey ? 'shift' : event.metaKey || event.ctrlKey ? 'toggle' : 'none';
}

/** A row's checkbox toggles the row; with shift it adds all rows from the previous one. */
export function boxModifier({ nativeEvent }: ChangeEvent): Modifier {
  return 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true ? 'shift' : 'toggle';
}

/** Keeps a shift-click from selecting text. */
export function keepTextUnselected(event: MouseEvent): void {
  if (event.shiftKey) event.preventDefault();
}
