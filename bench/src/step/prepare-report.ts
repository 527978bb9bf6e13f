import { type Summary, summarise } from '../measuring/statistics.ts';
import { drawBars } from '../reporting/draw-bars.ts';
import { type Column, digits, formatTable, percent, spread } from '../reporting/format.ts';
import { isOurs } from './contenders.ts';
import type { Measured, MissingPeer } from './measure.ts';
import { describeShape, type Shape, stepOperations } from './shapes.ts';

/** The timings of one shape. */
export interface Setting extends Measured {
  readonly shape: Shape;
  /** Processes that ran at the same time, each on its own core. */
  readonly workers: number;
}

interface Row {
  readonly name: string;
  readonly summary: Summary;
  readonly relativeToBest: number;
}

/** Ours beside the best peer. */
interface Comparison {
  readonly setting: Setting;
  /** Null where every peer is missing. */
  readonly best: Row | null;
  readonly ours: readonly Row[];
}

/** The section of docs/measurements.md: the ratios to the best peer, sentences on networks where we are not the best, and every median. */
export function prepareReport(settings: readonly Setting[]): string {
  const comparisons = settings.map(compare);
  const libraries = new Set(settings.flatMap(({ timings }) => timings.map(({ library }) => library)));
  return [
    '![Milliseconds per step of each contender on the network of the seed program](images/step.svg)',
    ratios(comparisons),
    ...limits(comparisons),
    everyMedian(settings),
    costAgreement(settings),
    `Measured: ${[...libraries].join('; ')}.`,
    ...missingPeers(settings),
  ].join('\n\n');
}

/** The first setting as a picture. */
export function drawStep([first]: readonly Setting[]): string {
  return drawBars(
    (first?.timings ?? []).map(({ name, milliseconds }) => ({ name: name.replaceAll('`', ''), ...summarise(milliseconds) })),
    'ms a step',
  );
}

function compare(setting: Setting): Comparison {
  const rows = setting.timings.map(({ name, milliseconds }) => ({ name, summary: summarise(milliseconds) }));
  const [best] = rows.filter((row) => !isOurs(row)).toSorted((a, b) => a.summary.median - b.summary.median);
  const relative = (row: (typeof rows)[number]): Row => ({
    ...row,
    relativeToBest: row.summary.median / (best?.summary.median ?? Number.NaN),
  });
  return { setting, best: best === undefined ? null : relative(best), ours: rows.filter(isOurs).map(relative) };
}

function ratios(comparisons: readonly Comparison[]): string {
  const names = [...new Set(comparisons.flatMap(({ ours }) => ours.map(({ name }) => name)))];
  const rowOf = ({ ours }: Comparison, name: string) => ours.find((row) => row.name === name);
  const timed = (row: Row | null | undefined) => (row ? `${digits(row.summary.median)} (${spread(row.summary)})` : '–');
  const columns: readonly Column<Comparison>[] = [
    { title: 'network', align: 'left', text: ({ setting }) => describeSetting(setting) },
    { title: 'best peer', align: 'left', text: ({ best }) => best?.name ?? 'none' },
    { title: 'ms a step', align: 'right', text: ({ best }) => timed(best) },
    ...names.flatMap((name): readonly Column<Comparison>[] => [
      { title: `${name}, ms`, align: 'right', text: (comparison) => timed(rowOf(comparison, name)) },
      { title: '÷ best', align: 'right', text: (comparison) => digits(rowOf(comparison, name)?.relativeToBest ?? Number.NaN) },
    ]),
    { title: 'share of sgemm', align: 'right', text: shareOfSgemm },
  ];
  return `**Our time ÷ the best peer's**: medians (quartiles), one thread a process\n\n${formatTable(columns, comparisons)}`;
}

/** The share of the rate of square matrix products that our faster executor reaches. */
function shareOfSgemm({ setting, ours }: Comparison): string {
  const operations = stepOperations(setting.shape);
  const fastest = Math.min(...ours.map(({ summary }) => summary.median));
  if (operations === null || !Number.isFinite(fastest)) return '–';
  return percent(operations / (fastest / 1000) / (summarise(setting.sgemmGflops).median * 1e9));
}

/** A sentence for each network on which a peer is faster than our faster executor. */
function limits(comparisons: readonly Comparison[]): readonly string[] {
  const sentences = comparisons.flatMap(({ setting, best, ours }) => {
    const ratio = Math.min(...ours.map(({ relativeToBest }) => relativeToBest));
    if (best === null || ratio <= 1) return [];
    return [`- ${describeSetting(setting)}: ${digits(ratio)} of the time of ${best.name}; limited by ${setting.shape.limit}.`];
  });
  return sentences.length === 0 ? [] : [`Where a peer is faster:\n\n${sentences.join('\n')}`];
}

/** One table with a column for each setting. */
function everyMedian(settings: readonly Setting[]): string {
  const settingColumns = settings.map(
    (setting): Column<string> => ({
      title: describeSetting(setting),
      align: 'right',
      text: (name) => {
        const timing = setting.timings.find((one) => one.name === name);
        return timing === undefined ? '–' : digits(summarise(timing.milliseconds).median);
      },
    }),
  );
  const names = [...new Set(settings.flatMap(({ timings }) => timings.map(({ name }) => name)))];
  const nameColumn: Column<string> = { title: 'what', align: 'left', text: (name) => name };
  return `**Every contender**: ms a step, median\n\n${formatTable([nameColumn, ...settingColumns], names)}`;
}

function describeSetting({ shape, workers }: Pick<Setting, 'shape' | 'workers'>): string {
  return `${describeShape(shape)}${workers === 1 ? '' : `, ${workers} workers on ${workers} cores`}`;
}

/** The relative spread of the contenders' costs after the warm-up: evidence that they did the same work. */
function costAgreement(settings: readonly Setting[]): string {
  const spreads = settings.map((setting) => {
    const costs = setting.timings.map(({ cost }) => cost);
    return `${describeSetting(setting)} ${digits(100 * (Math.max(...costs) / Math.min(...costs) - 1))}%`;
  });
  return `All contenders use the same parameters and batches. The greatest difference between their costs after the warm-up: ${spreads.join('; ')}. In denoising and variational networks each library draws its own numbers.`;
}

function missingPeers(settings: readonly Setting[]): readonly string[] {
  const known = new Map(
    settings.flatMap(({ missing }) => missing.map((peer): [string, MissingPeer] => [`${peer.name} ${peer.why}`, peer])),
  );
  return [...known.values()].map(({ name, why }) => `Missing: ${name}, because ${why.replace(/\.$/, '')}.`);
}
