/**
 * Folds a text for case-insensitive comparison, in every script: NFC, then upper case, so that `ß` equals `SS` and both forms of the small
 * sigma are equal.
 */
export function foldCase(text: string): string {
  return text.normalize('NFC').toUpperCase();
}
