import { at } from '@hourglass/engine/checked';
/** A curve on two logarithmic axes. */
export interface Panel {
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** The exponent with which y should grow in x: 1 for proportional growth, 0 for none, -1 for time divided among workers. */
  readonly ideal: number;
}

const size = { width: 250, height: 210, left: 46, right: 20, top: 28, bottom: 38 };
const columns = 4;

/** Draws small multiples as SVG, row by row. A dashed line shows the ideal growth. */
export function drawLogLog(panels: readonly Panel[]): string {
  const width = columns * size.width;
  const height = Math.ceil(panels.length / columns) * size.height;
  const drawn = panels.map((panel, index) => {
    const at = `translate(${(index % columns) * size.width} ${Math.floor(index / columns) * size.height})`;
    return `<g transform="${at}">${drawPanel(panel)}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11" fill="#444">
<rect width="100%" height="100%" fill="#fff"/>
${drawn.join('\n')}
</svg>
`;
}

function drawPanel({ title, xTitle, yTitle, points, ideal }: Panel): string {
  const xs = ticks(points.map(([x]) => x));
  const ys = ticks(points.map(([, y]) => y));
  const x = scale(xs, size.left, size.width - size.right);
  const y = scale(ys, size.height - size.bottom, size.top);
  const grid = [
    ...ys.map(
      (tick) => line(size.left, y(tick), size.width - size.right, y(tick), '#ddd') + text(size.left - 5, y(tick) + 4, label(tick), 'end'),
    ),
    ...xs.map((tick) => text(x(tick), size.height - size.bottom + 15, label(tick), 'middle')),
  ];
  const path = points.map(([px, py]) => `${x(px).toFixed(1)},${y(py).toFixed(1)}`).join(' ');
  const dots = points.map(([px, py]) => `<circle cx="${x(px).toFixed(1)}" cy="${y(py).toFixed(1)}" r="2.5" fill="#0072b2"/>`);
  return [
    text(size.left, 16, title, 'start'),
    ...grid,
    idealLine(points, ideal, x, y),
    `<polyline fill="none" stroke="#0072b2" stroke-width="1.25" points="${path}"/>`,
    ...dots,
    text((size.left + size.width - size.right) / 2, size.height - 6, xTitle, 'middle'),
    `<text transform="translate(11 ${size.height / 2}) rotate(-90)" text-anchor="middle">${yTitle}</text>`,
  ].join('');
}

/**
 * y = y₀ · (x/x₀)^ideal, clipped to the panel. It passes through the last point, where fixed costs matter least; a falling
 * line passes through the first, before work is divided.
 */
function idealLine(points: Panel['points'], ideal: number, x: Scale, y: Scale): string {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return '';
  const [x0, y0] = ideal < 0 ? first : last;
  const marks = ticks(points.map(([, value]) => value));
  const [from = first[0], to = last[0]] =
    ideal === 0 ? [] : [marks[0] ?? y0, marks.at(-1) ?? y0].map((bound) => x0 * (bound / y0) ** (1 / ideal)).sort((a, b) => a - b);
  const ends = [Math.max(first[0], from), Math.min(last[0], to)] as const;
  const [start, end] = ends.map((at) => [x(at), y(y0 * (at / x0) ** ideal)] as const);
  if (start === undefined || end === undefined) return '';
  return `<g stroke-dasharray="3 3">${line(start[0], start[1], end[0], end[1], '#d55e00')}</g>`;
}

/** Powers of ten around the values. Ranges below two decades also get 2 and 5 times each power. */
export function ticks(values: readonly number[]): readonly number[] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const steps = high / low >= 100 ? [1] : [1, 2, 5];
  const all = [];
  for (let exponent = Math.floor(Math.log10(low)) - 1; exponent <= Math.ceil(Math.log10(high)) + 1; exponent++) {
    all.push(...steps.map((step) => step * 10 ** exponent));
  }
  const from = all.findLastIndex((tick) => tick <= low);
  const to = all.findIndex((tick) => tick >= high);
  return all.slice(from, Math.max(to, from + 1) + 1);
}

type Scale = (value: number) => number;

function scale(among: readonly number[], from: number, to: number): Scale {
  const low = Math.log(at(among, 0));
  const high = Math.log(at(among, among.length - 1));
  return (value) => from + ((Math.log(value) - low) / (high - low)) * (to - from);
}

function label(value: number): string {
  return value >= 1e6 ? `${value / 1e6}M` : value >= 1e3 ? `${value / 1e3}k` : String(Number(value.toPrecision(3)));
}

function line(x1: number, y1: number, x2: number, y2: number, colour: string): string {
  return `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" stroke="${colour}"/>`;
}

function text(x: number, y: number, content: string, anchor: 'start' | 'middle' | 'end'): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${content}</text>`;
}
