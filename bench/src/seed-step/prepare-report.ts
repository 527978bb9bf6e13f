import { at } from '@hourglass/engine/checked';
import { type Summary, summarise } from '../measuring/statistics.ts';
import { drawBars } from '../reporting/draw-bars.ts';
import { type Column, digits, formatTable, percent, spread } from '../reporting/format.ts';
import type { Measured, MissingPeer } from './measure.ts';
import { describeShape, type Shape, stepOperations } from './shapes.ts';

/** The timings of one shape on a number of cores. */
export interface Setting extends Measured {
  readonly shape: Shape;
  readonly threads: number;
}

interface Row {
  readonly name: string;
  readonly summary: Summary;
  readonly relativeToFirst: number;
  readonly share: number;
}

const columns: readonly Column<Row>[] = [
  { title: 'what', align: 'left', text: ({ name }) => name },
  { title: 'ms a step', align: 'right', text: ({ summary }) => digits(summary.median) },
  { title: 'quartiles', align: 'right', text: ({ summary }) => spread(summary) },
  { title: 'times ours', align: 'right', text: ({ relativeToFirst }) => digits(relativeToFirst) },
  { title: 'share of sgemm', align: 'right', text: ({ share }) => percent(share) },
];

/** The section of docs/performance.md. For each number of cores: a full table of the first shape, and one table that compares the others. */
export function prepareReport(settings: readonly Setting[]): string {
  const picture = '![Milliseconds per step of each contender on the network of the seed program](images/seed-step.svg)';
  const parts = [...new Set(settings.map(({ threads }) => threads))].flatMap((threads) => {
    const [first, ...others] = settings.filter((setting) => setting.threads === threads);
    return first === undefined ? [] : [fullTable(first), ...(others.length === 0 ? [] : [compareShapes(others)])];
  });
  const libraries = new Set(settings.flatMap(({ timings }) => timings.map(({ library }) => library)));
  return [picture, ...parts, costAgreement(settings), `Measured: ${[...libraries].join('; ')}.`, ...missingPeers(settings)].join('\n\n');
}

/** The first setting as a picture. */
export function drawSeedStep([first]: readonly Setting[]): string {
  return drawBars(
    (first?.timings ?? []).map(({ name, milliseconds }) => ({ name: name.replaceAll('`', ''), ...summarise(milliseconds) })),
    'ms a step',
  );
}

function fullTable(setting: Setting): string {
  const operations = digits(stepOperations(setting.shape) / 1e6);
  const rate = digits(summarise(setting.sgemmGflops).median);
  const heading = `**${describeShape(setting.shape)}, ${describeCores(setting)}** (${operations} MFLOP a step; sgemm reaches ${rate} GFLOP/s)`;
  return `${heading}\n\n${formatTable(columns, rowsOf(setting))}`;
}

/** A table with a column for each shape, and the share of sgemm that the first contender reaches. */
function compareShapes(settings: readonly Setting[]): string {
  const shapeColumns = settings.map((setting): Column<string> => {
    const rows = new Map(rowsOf(setting).map((row) => [row.name, row]));
    return {
      title: describeShape(setting.shape),
      align: 'right',
      text: (name) => {
        const row = rows.get(name);
        return row === undefined ? '–' : `${digits(row.summary.median)} (${spread(row.summary)})`;
      },
    };
  });
  const names = [...new Set(settings.flatMap(({ timings }) => timings.map(({ name }) => name)))];
  const shares = settings.map((setting) => `${describeShape(setting.shape)} ${percent(at(rowsOf(setting), 0).share)}`);
  return [
    `**Other shapes, ${settings[0] === undefined ? '' : describeCores(settings[0])}**: ms a step, median (quartiles)`,
    formatTable([{ title: 'what', align: 'left', text: (name) => name }, ...shapeColumns], names),
    `Share of sgemm that ${names[0]} reaches: ${shares.join('; ')}.`,
  ].join('\n\n');
}

function describeCores({ threads }: Setting): string {
  return threads === 1 ? 'one core' : `all ${threads} cores`;
}

function rowsOf({ timings, shape, sgemmGflops }: Setting): readonly Row[] {
  const rate = summarise(sgemmGflops).median * 1e9;
  const first = timings[0] === undefined ? Number.NaN : summarise(timings[0].milliseconds).median;
  return timings.map(({ name, milliseconds }) => {
    const summary = summarise(milliseconds);
    return { name, summary, relativeToFirst: summary.median / first, share: stepOperations(shape) / (summary.median / 1000) / rate };
  });
}

/** The relative spread of the contenders' costs after the warm-up: evidence that they did the same work. */
function costAgreement(settings: readonly Setting[]): string {
  const apart = settings.map(({ timings }) => {
    const costs = timings.map(({ cost }) => cost);
    return Math.max(...costs) / Math.min(...costs) - 1;
  });
  return `All contenders use the same parameters and batches: after the warm-up their costs lie within ${digits(100 * Math.max(...apart))}% of each other.`;
}

function missingPeers(settings: readonly Setting[]): readonly string[] {
  const known = new Map(settings.flatMap(({ missing }) => missing.map((peer): [string, MissingPeer] => [peer.name, peer])));
  return [...known.values()].map(({ name, why }) => `Missing: ${name}, because ${why}.`);
}
