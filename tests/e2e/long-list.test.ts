import type { ChildProcess } from 'node:child_process';
import { at } from '@hourglass/presentation/at';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { interruptProcess, startHourglass } from '../support/hourglass.ts';
import { type Dashboard, openDashboard } from './dashboard.ts';

/** Many more than fit in a window, so that DOM nodes are recycled. The runs are not trained. */
const runCount = 200;

let dashboard: Dashboard;
let sweep: ChildProcess;

beforeAll(async () => {
  dashboard = await openDashboard('--workers', '0');
  const seeds = Array.from({ length: runCount }, (_, seed) => seed).join();
  sweep = startHourglass(['sweep', '--dims', '784,2', '--seeds', seeds, '--baselines', 'none', '--workers', '0', '--home', dashboard.home]);
  const { page, url } = dashboard;
  await page.goto(`${url}/runs?columns=run,seed,batchSize,epochs,learningRate&sort=seed`);
  await page.getByText(`${runCount} runs`).waitFor();
});

afterAll(async () => {
  if (sweep !== undefined) await interruptProcess(sweep);
  await dashboard?.close();
});

interface DrawnRow {
  /** Its index among all runs, from 0. */
  readonly position: number;
  readonly seed: string;
  readonly isSelected: boolean;
}

/** The rows in document order. */
function drawnRows(): Promise<readonly DrawnRow[]> {
  return dashboard.page.getByRole('table', { name: 'Runs' }).evaluate((table) =>
    [...table.querySelectorAll('tbody tr')].map((row) => ({
      position: Number(row.getAttribute('aria-rowindex')) - 2,
      seed: row.querySelectorAll('td')[2]?.textContent ?? '',
      isSelected: row.querySelector('input')?.checked ?? false,
    })),
  );
}

/** Scrolls down by `rows` at reading speed, then pauses. */
async function scroll(rows: number): Promise<void> {
  await dashboard.page.getByRole('table', { name: 'Runs' }).evaluate(async (table, turns) => {
    for (let turn = 0; turn < Math.abs(turns) / 4; turn++) {
      table.parentElement?.scrollBy(0, Math.sign(turns) * 4 * 28);
      await new Promise(requestAnimationFrame);
    }
  }, rows);
}

const lastPosition = async () => (await drawnRows()).at(-1)?.position;

describe('a list of many runs', () => {
  it('draws the visible rows, each with its own run, in the order of the list', async () => {
    await expect.poll(async () => (await drawnRows()).length).toBeGreaterThan(20);
    for (const rows of [40, 90, -60, 7, -80]) {
      await scroll(rows);
      await expect
        .poll(async () => {
          const drawn = await drawnRows();
          const inOrder = drawn.every(({ position }, index) => position === at(drawn, 0).position + index);
          return inOrder && drawn.every(({ position, seed }) => seed === `${position}`);
        })
        .toBe(true);
      expect((await drawnRows()).length).toBeLessThan(80);
    }
  });

  it('transfers neither selection nor focus to the run in a recycled row', async () => {
    const { page } = dashboard;
    const box = page.getByRole('checkbox').first();
    await box.focus();
    await page.keyboard.press('Space');
    const chosen = (await drawnRows()).find(({ isSelected }) => isSelected)?.seed;
    await scroll(120);
    await expect.poll(lastPosition).toBeGreaterThan(100);
    expect((await drawnRows()).filter(({ isSelected }) => isSelected)).toEqual([]);
    expect(await page.evaluate('document.activeElement === document.body')).toBe(true);
    await scroll(-200);
    await expect.poll(async () => (await drawnRows()).flatMap(({ isSelected, seed }) => (isSelected ? [seed] : []))).toEqual([chosen]);
  });

  it('draws skipped rows while it scrolls sideways', async () => {
    const { page } = dashboard;
    await page.setViewportSize({ width: 390, height: 900 });
    const isDrawn = await page.getByRole('table', { name: 'Runs' }).evaluate(async (table) => {
      const frame = table.parentElement;
      for (let turn = 0; turn < 3; turn++) {
        frame?.scrollBy(0, 50 * 28);
        await new Promise(requestAnimationFrame);
      }
      // Repeats until the rows are drawn; the test's timeout is the limit.
      for (let turn = 0; ; turn++) {
        frame?.scrollBy(turn % 2 === 0 ? 1 : -1, 0);
        await new Promise(requestAnimationFrame);
        if ([...table.querySelectorAll('tbody tr')].every((row) => (row.textContent ?? '') !== '')) return true;
      }
    });
    expect(isDrawn).toBe(true);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('had no error in the browser’s console', () => {
    expect(dashboard.complaints).toEqual([]);
  });
});
