/** One table in every format that it is exported in. */
export interface TextTable {
  readonly columns: readonly { readonly title: string; readonly isNumeric: boolean }[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** Comma-separated values (RFC 4180, with line feeds). Numbers have all their digits; a missing value is empty. */
export function csvText({ columns, rows }: TextTable): string {
  const lines = [columns.map(({ title }) => title), ...rows];
  return `${lines.map((cells) => cells.map(csvCell).join(',')).join('\n')}\n`;
}

function csvCell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table for LaTeX with the package `booktabs`. Text is escaped; numbers are right-aligned. */
export function latexText({ columns, rows }: TextTable): string {
  const line = (cells: readonly (string | number | null)[]) => `  ${cells.map((cell) => latexCell(cell)).join(' & ')} \\\\`;
  return [
    '% needs \\usepackage{booktabs}',
    `\\begin{tabular}{${columns.map(({ isNumeric }) => (isNumeric ? 'r' : 'l')).join('')}}`,
    '  \\toprule',
    line(columns.map(({ title }) => title)),
    '  \\midrule',
    ...rows.map(line),
    '  \\bottomrule',
    '\\end{tabular}',
    '',
  ].join('\n');
}

const commands: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '%': '\\%',
  '#': '\\#',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '$<$',
  '>': '$>$',
  '|': '$|$',
  '−': '$-$',
  '±': '$\\pm$',
  '×': '$\\times$',
  '·': '$\\cdot$',
  '∞': '$\\infty$',
  '–': '--',
  '…': '\\dots{}',
  '\u00a0': '~',
};

/** Escapes what LaTeX reads as a command, and writes the signs that numbers and labels use in commands of every engine. */
function latexCell(value: string | number | null): string {
  if (value === null) return '--';
  return String(value).replaceAll(/[\\{}$&%#_~^<>|−±×·∞–…\u00a0]/g, (sign) => commands[sign] ?? sign);
}
