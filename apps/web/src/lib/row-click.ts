import type { ChangeEvent, MouseEvent } from 'react';
import type { SelectionClick } from './toggle-selection.ts';

type Modifier = SelectionClick['modifier'];

/** What a click on a row asks for; null where it was meant for something within. */
export function rowModifier(event: MouseEvent): Modifier | null {
  if (event.target instanceof Element && event.target.closest('a, button, input, label') !== null) return null;
  return event.shiftKey ? 'shift' : event.metaKey || event.ctrlKey ? 'toggle' : 'none';
}

/** A row's box adds or takes one, and with shift adds all from the one before. */
export function boxModifier({ nativeEvent }: ChangeEvent): Modifier {
  return 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true ? 'shift' : 'toggle';
}

/** Shift and a click select rows, not the text between them. */
export function keepTextUnselected(event: MouseEvent): void {
  if (event.shiftKey) event.preventDefault();
}
