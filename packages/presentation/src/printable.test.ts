import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inLine, printable } from './printable.ts';

it.each([
  ['a\u001b[31mred\u001b[0m', 'a\\x1b[31mred\\x1b[0m'],
  ['title\u0007', 'title\\x07'],
  ['back\rforth', 'back\\x0dforth'],
  ['\u202egnp.exe', '\\u202egnp.exe'],
  ['two\nlines\tand a tab', 'two\nlines\tand a tab'],
  ['Größe ОПЫТ 実験 👩‍🔬', 'Größe ОПЫТ 実験 👩‍🔬'],
])('%j is printed as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

it('no text reaches a terminal with a control character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printable(text).replace(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    }),
  );
});

it('a text of one line has neither line feeds nor tabs', () => {
  expect(inLine('two\nlines\tand \u001b[1m')).toBe('two\\nlines\\tand \\x1b[1m');
});
