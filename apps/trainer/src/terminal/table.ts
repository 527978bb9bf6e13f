import { inLine } from '@hourglass/presentation';

export interface Column<Row> {
  readonly title: string;
  readonly align?: 'left' | 'right';
  readonly text: (row: Row) => string;
}

/** Aligned columns, two spaces apart, with a rule under the titles. */
export function formatTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const padded = columns.map(({ title, align, text }) => {
    const texts = rows.map((row) => inLine(text(row)));
    const width = texts.reduce((most, { length }) => Math.max(most, length), title.length);
    const pad = (cell: string) => (align === 'right' ? cell.padStart(width) : cell.padEnd(width));
    return [pad(title), '─'.repeat(width), ...texts.map(pad)];
  });
  return Array.from({ length: rows.length + 2 }, (_, line) =>
    padded
      .map((cells) => cells[line])
      .join('  ')
      .trimEnd(),
  ).join('\n');
}
