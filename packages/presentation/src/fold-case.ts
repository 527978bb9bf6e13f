/**
 * A text for comparing without regard to case, in every script: composed (NFC), then in capitals, so that `ß` is `SS` and both forms of the small
 * sigma are one.
 */
export function foldCase(text: string): string {
  return text.normalize('NFC').toUpperCase();
}
