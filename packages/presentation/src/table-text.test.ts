import { describe, expect, it } from 'vitest';
import { csvText, latexText } from './table-text.ts';

const table = {
  columns: [
    { title: 'layers', isNumeric: false },
    { title: 'test', isNumeric: true },
  ],
  rows: [
    ['784-32', 12.345678901234567],
    ['a, "b"', null],
  ],
} as const;

it('quotes what CSV separates by, and keeps all digits of a number', () => {
  expect(csvText(table)).toBe('layers,test\n784-32,12.345678901234567\n"a, ""b""",\n');
});

describe('a table for LaTeX', () => {
  it('has the rules of booktabs, and numbers at the right', () => {
    expect(latexText({ columns: table.columns, rows: [['784-32', '12.3 ± 0.4']] })).toBe(
      [
        '% needs \\usepackage{booktabs}',
        '\\begin{tabular}{lr}',
        '  \\toprule',
        '  layers & test \\\\',
        '  \\midrule',
        '  784-32 & 12.3 $\\pm$ 0.4 \\\\',
        '  \\bottomrule',
        '\\end{tabular}',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['50% of A&B', '50\\% of A\\&B'],
    ['#3 new_one', '\\#3 new\\_one'],
    ['{x} \\ $5', '\\{x\\} \\textbackslash{} \\$5'],
    ['a~b^c', 'a\\textasciitilde{}b\\textasciicircum{}c'],
    ['1e−5 · ∞', '1e$-$5 $\\cdot$ $\\infty$'],
  ])('writes %s', (text, escaped) => {
    expect(latexText({ columns: [{ title: 'x', isNumeric: false }], rows: [[text]] })).toContain(`  ${escaped} \\\\\n`);
  });
});
