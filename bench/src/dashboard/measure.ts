import { type Browser, errors, type Page } from 'playwright-core';
import { z } from 'zod';
import { BenchError } from '../errors.ts';
import { comparedRuns } from './compared-home.ts';
import { frameTimes, type Motion, scrolls, zooms } from './frames.ts';
import type { FilledHome, HomeName } from './homes.ts';
import { comparison, curveChart, runTable, wideTable } from './pages.ts';
import { queries, timeQuery } from './queries.ts';
import { dashboardOf, type Served, type ServerMemory, serve } from './serving.ts';
import { type PageTarget, show, type Visit, visit } from './visit.ts';

export interface TimedQuery {
  readonly name: string;
  readonly milliseconds: readonly number[];
}
export interface MovedPage {
  readonly name: string;
  /** Between frames, of all rounds. */
  readonly milliseconds: readonly number[];
}
export interface VisitedPage {
  readonly name: string;
  readonly visits: readonly Visit[];
}

export interface Measuring {
  readonly browser: Browser;
  readonly rounds: number;
  readonly note: (line: string) => void;
}

/** Repetitions of each query: enough for a stable 95th percentile. */
const repetitions = 200;
const tableColumns = 200;

const sweepsSchema = z.object({ result: z.object({ data: z.object({ sweeps: z.array(z.object({ id: z.string() })) }) }) });

/** Times the queries that are meant for this home. */
export async function askQueries(name: HomeName, home: FilledHome, { url }: Served): Promise<readonly TimedQuery[]> {
  const timed: TimedQuery[] = [];
  for (const query of queries.filter((each) => each.home === name)) {
    timed.push({ name: query.name, milliseconds: await timeQuery(query, { url, home, times: repetitions }) });
  }
  return timed;
}

export interface VisitedServer {
  readonly name: string;
  readonly url: string;
  readonly table: PageTarget;
  readonly chart: PageTarget;
}

export const ownPages = (home: FilledHome, url: string): VisitedServer => ({
  name: 'Hourglass',
  url,
  table: runTable,
  chart: curveChart(home, 10),
});

/** Opens the same two pages of each server. */
export function visitPages(servers: readonly VisitedServer[], measuring: Measuring): Promise<readonly VisitedPage[]> {
  return visitInTurns(
    (['table', 'chart'] as const).flatMap((what) =>
      servers.map(({ name, url, [what]: page }) => ({ name: `${name}: ${pageNames[what]}`, url, page })),
    ),
    measuring,
  );
}

export interface NamedPage {
  readonly name: string;
  readonly url: string;
  readonly page: PageTarget;
}

/** Opens pages in alternation. The first visit of each is not counted, because the server compiles code and fills caches during it. */
export async function visitInTurns(named: readonly NamedPage[], { browser, rounds, note }: Measuring): Promise<readonly VisitedPage[]> {
  const pages = named.map((page) => ({ ...page, visits: [] as Visit[] }));
  for (let round = 0; round <= rounds; round++) {
    note(round === 0 ? 'first visits' : `visits, round ${round} of ${rounds}`);
    for (const { name, url, page, visits } of pages) {
      const seen = await visited(browser, url, page, name);
      if (round > 0) visits.push(seen);
    }
  }
  return pages.map(({ name, visits }) => ({ name, visits }));
}

const pageNames = { table: 'the table of 2,000 runs', chart: 'a chart of 10 runs' } as const;

async function visited(browser: Browser, url: string, page: PageTarget, name: string): Promise<Visit> {
  try {
    return await visit(browser, url, page);
  } catch (cause) {
    if (!(cause instanceof errors.TimeoutError)) throw cause;
    throw new BenchError('CONTENDER_FAILED', `${name} did not show within a minute.`, { cause });
  }
}

/** Scrolls the list of all runs. */
export async function moveTable({ url }: Served, measuring: Measuring): Promise<readonly MovedPage[]> {
  return movePage(url, await wideTable(url, tableColumns), {
    ...measuring,
    motions: scrolls,
    what: `10,000 runs × ${tableColumns} columns`,
  });
}

/** Scrolls the reconstructions of very many runs. */
export async function moveComparison({ url }: Served, measuring: Measuring): Promise<readonly MovedPage[]> {
  const [sweep] = sweepsSchema.parse(await (await fetch(`${url}/api/trpc/sweeps.list`)).json()).result.data.sweeps;
  if (sweep === undefined) throw new BenchError('CONTENDER_FAILED', 'The home has no sweep to compare.');
  const what = `the reconstructions of ${comparedRuns} runs`;
  return movePage(url, comparison(sweep.id), { ...measuring, motions: scrolls, what });
}

/** Zooms charts of ten runs, and of all. */
export async function moveCharts(home: FilledHome, { url }: Served, measuring: Measuring): Promise<readonly MovedPage[]> {
  const moved: MovedPage[] = [];
  for (const runs of [10, home.curves.length]) {
    const what = `${runs} runs × 1,000,000 points`;
    moved.push(...(await movePage(url, curveChart(home, runs), { ...measuring, motions: zooms, what })));
  }
  return moved;
}

interface Moving extends Measuring {
  readonly motions: readonly Motion[];
  readonly what: string;
}

async function movePage(url: string, target: PageTarget, { browser, rounds, note, motions, what }: Moving): Promise<MovedPage[]> {
  const moved = motions.map((motion) => ({ motion, name: `${what}: ${motion.name}`, milliseconds: [] as number[] }));
  for (let round = 1; round <= rounds; round++) {
    note(`${what}, round ${round} of ${rounds}`);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await show(page, url, target);
    for (const { motion, milliseconds } of moved) {
      await settled(page);
      milliseconds.push(...(await frameTimes(page, motion)));
    }
    await page.close();
  }
  return moved.map(({ name, milliseconds }) => ({ name, milliseconds }));
}

/** Waits until requests and redraws of the previous motion have ended. */
function settled(page: Page): Promise<void> {
  return page.waitForTimeout(1_000);
}

export interface ServedHome<Found> {
  readonly found: Found;
  readonly memory: ServerMemory;
}

/** Serves a home during `work`, and measures the server's memory afterwards. */
export function serveHome<Found>({ home }: Pick<FilledHome, 'home'>, work: (served: Served) => Promise<Found>): Promise<ServedHome<Found>> {
  return serve(dashboardOf(home), async (served) => ({ found: await work(served), memory: await served.memory() }));
}
