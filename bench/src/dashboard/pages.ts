import { z } from 'zod';
import type { FilledHome } from './homes.ts';
import type { PageTarget } from './visit.ts';

const fieldsSchema = z.object({ result: z.object({ data: z.array(z.object({ name: z.string() })) }) });

/** Ten visible rows of the list of all runs. */
export const runTable: PageTarget = { path: '/runs', isReady: `document.querySelectorAll('table tbody tr input').length >= 10` };

/** Ten rows of the front page's list of sweeps. */
export const sweepTable: PageTarget = { ...runTable, path: '/' };

/** The front page after a search that only a few sweeps match. */
export const sweepSearch: PageTarget = { path: '/?search=00042', isReady: `document.querySelectorAll('table tbody tr').length >= 1` };

/** The form of a new sweep, ready when it shows how many runs would start. */
export const newSweep: PageTarget = {
  path: '/sweeps/new',
  isReady: `[...document.querySelectorAll('button')].some(({ textContent }) => /^Start \\d/.test(textContent))`,
};

/** The form that starts from another sweep: a clone of it, or runs added to it. Ready when it shows how many runs would start. */
export function formFrom({ sweep }: Pick<FilledHome, 'sweep'>, purpose: 'from' | 'widen'): PageTarget {
  const button = purpose === 'from' ? 'Start' : 'Train';
  return {
    path: `/sweeps/new?${purpose}=${sweep}`,
    isReady: `[...document.querySelectorAll('button')].some(({ textContent }) => /^${button} \\d/.test(textContent))`,
  };
}

/** The system page, ready when the disk usage has arrived. */
export const system: PageTarget = { path: '/system', isReady: `document.body.innerText.includes('cached fits')` };

/** A run's page, ready when its sections are there. */
export function runPage({ run }: Pick<FilledHome, 'run'>): PageTarget {
  return { path: `/runs/${run}`, isReady: `document.querySelectorAll('main h2').length >= 3` };
}

/** Two runs side by side. Generated runs have no pictures: the page is ready with its rows. */
export function comparisonPage({ run, otherRun }: Pick<FilledHome, 'run' | 'otherRun'>): PageTarget {
  return { path: `/compare?runs=${run},${otherRun}`, isReady: `document.querySelector('h1')?.textContent === 'Compare 2 runs'` };
}

/** How two runs differ, ready with its table. */
export function differencePage({ run, otherRun }: Pick<FilledHome, 'run' | 'otherRun'>): PageTarget {
  return { path: `/runs/difference?runs=${run},${otherRun}`, isReady: `document.querySelectorAll('main table tbody tr').length >= 5` };
}

/** The table of runs on a sweep's page. */
export function sweepRuns({ sweep }: Pick<FilledHome, 'sweep'>): PageTarget {
  return { path: `/sweeps/${sweep}`, isReady: `document.querySelectorAll('table tbody tr').length >= 1` };
}

/** A sweep's page with the curves of some of its runs. Ready when every series has arrived and the chart is no longer marked as loading. */
export function curveChart({ sweep, curves }: Pick<FilledHome, 'sweep' | 'curves'>, runs: number): PageTarget {
  return {
    path: `/sweeps/${sweep}?select=${curves.slice(0, runs).join(',')}`,
    isReady: `(() => {
      const chart = document.querySelector('[role="group"][aria-roledescription="chart"]');
      const loaded = performance.getEntriesByType('resource').filter(({ name, responseEnd }) => name.includes('/series/cost') && responseEnd > 0);
      const loadedRuns = loaded.reduce((sum, { name }) => sum + new URL(name).searchParams.getAll('run').length, 0);
      return chart?.querySelector('canvas') && chart.parentElement.classList.length === 0 && loadedRuns >= ${runs};
    })()`,
  };
}

/** The reconstructions of all runs of a sweep. Ready when ten pictures are drawn. */
export function comparison(sweep: string): PageTarget {
  return { path: `/compare?sweep=${sweep}`, isReady: `document.querySelectorAll('[aria-label="Samples by run"] canvas').length >= 10` };
}

/** The list of all runs with this many columns. */
export async function wideTable(url: string, columns: number): Promise<PageTarget> {
  const response = await fetch(`${url}/api/trpc/runList.fields`);
  const { result } = fieldsSchema.parse(await response.json());
  // Excludes fields that describe a whole shape or sweep instead of one value.
  const names = result.data.map(({ name }) => name).filter((name) => !name.startsWith('dimensions.') && name !== 'sweep.tags');
  return { ...runTable, path: `/runs?columns=${['run', ...names].slice(0, columns).join(',')}` };
}
