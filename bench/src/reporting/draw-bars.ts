import type { Summary } from '../measuring/statistics.ts';
import { digits } from './format.ts';

export interface Bar extends Summary {
  readonly name: string;
}

const size = { row: 22, label: 300, bars: 320, value: 60, axis: 30 };

/** An SVG bar chart of medians, with a line for the quartiles and the value beside each bar. The first bar is Hourglass. */
export function drawBars(bars: readonly Bar[], unit: string): string {
  const width = size.label + size.bars + size.value;
  const height = bars.length * size.row + size.axis;
  const longest = Math.max(...bars.map(({ high }) => high));
  const x = (value: number) => size.label + (value / longest) * size.bars;
  const rows = bars.map(({ name, median, low, high }, index) => {
    const middle = (index + 0.5) * size.row;
    return [
      `<text x="${size.label - 8}" y="${middle + 4}" text-anchor="end">${name}</text>`,
      `<rect x="${size.label}" y="${middle - 6}" width="${(x(median) - size.label).toFixed(1)}" height="12" fill="${index === 0 ? '#0072b2' : '#b3b3b3'}"/>`,
      `<line x1="${x(low).toFixed(1)}" x2="${x(high).toFixed(1)}" y1="${middle}" y2="${middle}" stroke="#222"/>`,
      `<text x="${(x(high) + 6).toFixed(1)}" y="${middle + 4}">${digits(median)}</text>`,
    ].join('');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="#444">
<rect width="100%" height="100%" fill="#fff"/>
${rows.join('\n')}
<text x="${size.label}" y="${height - 10}">${unit}</text>
</svg>
`;
}
