/** C0 and C1 control characters except line feed and tab, and characters that reorder or hide text (Unicode TR9, TR36). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text of one line, such as a name in a table: line feeds and tabs are written as escapes, too. */
export function inLine(text: string): string {
  return printable(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

/** Text for a terminal: characters that would move its cursor, colour it or reorder it are written as escapes, `\x1b`. */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => {
    const hex = character.charCodeAt(0).toString(16);
    return hex.length > 2 ? `\\u${hex.padStart(4, '0')}` : `\\x${hex.padStart(2, '0')}`;
  });
}
