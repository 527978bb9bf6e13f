/** Attribute of elements that have a hint. */
export const hintAttribute = 'data-hint';

/**
 * Properties of an element that explain it: a tooltip beside it while the pointer or the focus is on it (`Hints` shows it), and its description for
 * screen readers.
 */
export function hint(text: string) {
  return { [hintAttribute]: text, 'aria-description': text } as const;
}
