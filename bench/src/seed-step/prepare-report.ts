import { summarise } from '../measuring/statistics.ts';
import { type Column, digits, formatTable, percent, spread } from '../reporting/format.ts';
import type { Measured, Missing, Timing } from './measure.ts';
import { describeShape, type Shape, stepOperations } from './shapes.ts';

/** One shape on so many cores. */
export interface Setting extends Measured {
  readonly shape: Shape;
  readonly threads: number;
  /** 10⁹ operations a second. */
  readonly sgemmGflops: number;
}

interface Row {
  readonly timing: Timing;
  readonly median: number;
  readonly spread: string;
  readonly ofFirst: number;
  readonly share: number;
}

const columns: readonly Column<Row>[] = [
  { title: 'what', align: 'left', text: ({ timing }) => timing.name },
  { title: 'ms a step', align: 'right', text: ({ median }) => digits(median) },
  { title: 'quartiles', align: 'right', text: (row) => row.spread },
  { title: 'times the first', align: 'right', text: ({ ofFirst }) => digits(ofFirst) },
  { title: 'share of sgemm', align: 'right', text: ({ share }) => percent(share) },
];

/** The section of docs/performance.md. */
export function prepareReport(settings: readonly Setting[]): string {
  const libraries = new Set(settings.flatMap(({ timings }) => timings.map(({ library }) => library)));
  const parts = settings.map((setting) => `${heading(setting)}\n\n${formatTable(columns, rowsOf(setting))}`);
  return [...parts, costAgreement(settings), `Measured: ${[...libraries].join('; ')}.`, ...missingPeers(settings)].join('\n\n');
}

function heading({ shape, threads, sgemmGflops }: Setting): string {
  const where = threads === 1 ? 'one core' : `all ${threads} cores`;
  const operations = digits(stepOperations(shape) / 1e6);
  return `**${describeShape(shape)}, ${where}** (${operations} MFLOP a step; sgemm reaches ${digits(sgemmGflops)} GFLOP/s)`;
}

function rowsOf({ timings, shape, sgemmGflops }: Setting): readonly Row[] {
  const summaries = timings.map(({ milliseconds }) => summarise(milliseconds));
  const first = summaries[0]?.median ?? Number.NaN;
  return timings.flatMap((timing, index) => {
    const summary = summaries[index];
    if (summary === undefined) return [];
    const share = stepOperations(shape) / (summary.median / 1000) / (sgemmGflops * 1e9);
    return { timing, median: summary.median, spread: spread(summary), ofFirst: summary.median / first, share };
  });
}

/** How far the contenders' costs lie apart after the warm-up: a sign that they did the same work. */
function costAgreement(settings: readonly Setting[]): string {
  const apart = settings.map(({ timings }) => {
    const costs = timings.map(({ cost }) => cost);
    return Math.max(...costs) / Math.min(...costs) - 1;
  });
  return `Same parameters, same batches: after the warm-up the costs of all contenders lie within ${percent(Math.max(...apart))} of each other.`;
}

function missingPeers(settings: readonly Setting[]): readonly string[] {
  const known = new Map(settings.flatMap(({ missing }) => missing.map((peer): [string, Missing] => [peer.name, peer])));
  return [...known.values()].map(({ name, why }) => `Missing: ${name}, because ${why}.`);
}
