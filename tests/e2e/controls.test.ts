import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { present } from '@hourglass/presentation/at';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { axeProblems } from '../support/axe-problems.ts';
import { hourglass, interruptProcess, startHourglass } from '../support/hourglass.ts';
import { untilPrinted } from '../support/listening.ts';
import { commandsIn, paste, startPasted } from '../support/pasted-commands.ts';
import { parseSummary, type Summary } from '../support/records.ts';
import { type Dashboard, openDashboard } from './dashboard.ts';
import { inEveryLook, lookRows, setLook } from './looks.ts';

let dashboard: Dashboard;
let summary: Summary;

beforeAll(async () => {
  dashboard = await openDashboard('--workers', '0');
  const { home } = dashboard;
  const axes = ['--dims', '784,32,8', '--lr', '0.003,0.001', '--batch', '500', '--epochs', '1'];
  summary = parseSummary((await hourglass('sweep', '--name', 'Done', ...axes, '--json', '--home', home)).stdout);
  const waiting = startHourglass(['sweep', '--name', 'Waiting', '--dims', '784,16,8', '--epochs', '9', '--workers', '0', '--home', home]);
  await untilPrinted(waiting, /Waiting/);
  await interruptProcess(waiting);
});

afterAll(() => dashboard?.close());

const page = () => dashboard.page;
const trainedRun = () =>
  present(
    summary.runs.find(({ kind }) => kind === 'run'),
    'run',
  ).id;
const isFocused = (locator: Locator) => locator.evaluate((element) => element === element.ownerDocument.activeElement);
/** A popover loads its panel, which takes a while on a busy machine. */
const eventually = <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: 30_000 });
const toast = () => page().getByRole('region', { name: 'Notifications' });

async function open(path: string): Promise<void> {
  await page().goto(`${dashboard.url}${path}`);
  await page().getByText('live', { exact: true }).waitFor();
}

describe.each(lookRows)('at %i pixels, %s', (width, scheme) => {
  beforeAll(() => setLook(page(), { width, scheme }));

  it('the palette takes typing at once, lists the actions of the page, and returns the focus', async () => {
    await open(`/sweeps/${summary.sweep}`);
    const clone = page().getByRole('link', { name: 'Clone' });
    await clone.focus();
    await page().keyboard.press('Control+k');
    await page().getByRole('option', { name: 'Select no run' }).waitFor();
    await eventually(() => isFocused(page().getByRole('combobox', { name: 'Find' }))).toBe(true);
    expect(await axeProblems(page())).toEqual([]);
    await page().keyboard.press('Escape');
    await page().getByRole('dialog', { name: 'Find' }).waitFor({ state: 'hidden' });
    expect(await isFocused(clone)).toBe(true);
    await page().keyboard.press('Control+k');
    await page().getByRole('option', { name: 'Select no run' }).waitFor();
    // The focus moves in the next frame, which a busy machine draws late.
    await eventually(() => isFocused(page().getByRole('combobox', { name: 'Find' }))).toBe(true);
    await page().keyboard.type('select no run');
    await page().keyboard.press('Enter');
    await page()
      .getByRole('heading', { name: /^0 of 2 runs selected/ })
      .waitFor();
  });

  it('the palette lists actions on the list of runs and on the page of a run', async () => {
    for (const [path, action] of [
      ['/runs', 'Select all runs'],
      [`/runs/${summary.runs.find(({ kind }) => kind === 'run')?.id}`, 'Clone this run'],
    ] as const) {
      await open(path);
      await page().keyboard.press('Control+k');
      await page().getByRole('option', { name: action }).waitFor();
      await page().keyboard.press('Escape');
    }
  });

  it.each([
    ['Tag', 'Tags'],
    ['Note', 'Notes'],
  ])('the popover of “%s” takes and returns the focus', async (button, field) => {
    await open('/runs');
    await page().getByRole('table', { name: 'Runs' }).getByRole('checkbox').first().check();
    const trigger = page().getByRole('button', { name: button, exact: true });
    await trigger.focus();
    await page().keyboard.press('Enter');
    const input = page().getByRole('textbox', { name: field });
    await eventually(() => isFocused(input)).toBe(true);
    await page().keyboard.type('to check');
    expect(await input.inputValue()).toBe('to check');
    expect(await axeProblems(page())).toEqual([]);
    await page().keyboard.press('Escape');
    await input.waitFor({ state: 'hidden' });
    await eventually(() => isFocused(trigger)).toBe(true);
  });

  it.each([
    ['a run', () => `/runs/${trainedRun()}`],
    ['a sweep', () => `/sweeps/${summary.sweep}`],
  ])('tags and notes of %s are edited with the keyboard', async (_, path) => {
    await open(path());
    const main = page().getByRole('main').first();
    const edit = async (button: string, field: string, text: string, ...submit: readonly string[]) => {
      const trigger = main.getByRole('button', { name: button, exact: true });
      await trigger.focus();
      await page().keyboard.press('Enter');
      await eventually(() => isFocused(page().getByRole('textbox', { name: field }))).toBe(true);
      await page().keyboard.press('Control+a');
      await page().keyboard.type(text);
      expect(await axeProblems(page())).toEqual([]);
      for (const key of submit) await page().keyboard.press(key);
      await page().getByRole('textbox', { name: field }).waitFor({ state: 'hidden' });
      await eventually(() => isFocused(trigger)).toBe(true);
    };
    await edit('Tag', 'Tags', 'seen, by keyboard', 'Enter');
    const tags = main.getByRole('list', { name: 'Tags' });
    await expect.poll(() => tags.getByRole('listitem').count()).toBe(2);
    // Enter begins a new line of the notes.
    await edit('Note', 'Notes', 'Look at the sevens.', 'Tab', 'Enter');
    await main.getByText('Look at the sevens.').waitFor();
    for (const tag of ['seen', 'by keyboard']) {
      await main.getByRole('button', { name: `Remove the tag ${tag}` }).focus();
      await page().keyboard.press('Enter');
      await main.getByRole('button', { name: `Remove the tag ${tag}` }).waitFor({ state: 'detached' });
    }
    await edit('Note', 'Notes', ' ', 'Tab', 'Enter');
    await main.getByText('Look at the sevens.').waitFor({ state: 'detached' });
  });

  it('a refusal names the run as the page does', async () => {
    await open(`/sweeps/${summary.sweep}?select=${summary.runs.find(({ kind }) => kind === 'run')?.id}`);
    const main = page().getByRole('main');
    await main.getByRole('button', { name: 'Pause', exact: true }).last().click();
    await toast().getByText("so it can't be paused").waitFor();
    const text = await toast().textContent();
    expect(text).toMatch(/^#1 lr 0\.00[13] is complete/);
    for (const { id } of summary.runs) expect(text).not.toContain(id);
  });

  it('Back closes an enlarged cell, then returns to the selected runs', async () => {
    await open('/runs?filter=sweep%20%3D%20Done');
    const boxes = page().getByRole('table', { name: 'Runs' }).getByRole('checkbox');
    for (const index of [0, 1]) await boxes.nth(index).check();
    await page().getByRole('link', { name: 'Compare 2 runs' }).click();
    await page().waitForURL('**/compare?**');
    await page().locator('main canvas').first().waitFor();
    await page()
      .getByRole('button', { name: /^Open / })
      .first()
      .click();
    const viewer = page().getByRole('region', { name: /^Sample of/ });
    await viewer.waitFor();
    await page().goBack();
    await viewer.waitFor({ state: 'hidden' });
    expect(page().url()).toContain('/compare?');
    await page().goBack();
    await page().getByText('2 runs selected').waitFor();
    expect(await boxes.nth(0).isChecked()).toBe(true);
    await page().reload();
    await page().getByText('2 runs selected').waitFor();
  });

  it('the form uses check boxes for multiple choices and radio buttons for single choices', async () => {
    await open('/sweeps/new');
    const several = page().getByRole('group', { name: 'optimizer' }).getByRole('checkbox');
    expect(await several.count()).toBeGreaterThan(1);
    expect(await several.first().evaluate((box) => box.getBoundingClientRect().width)).toBeGreaterThan(8);
    const isChosen = await several.evaluateAll((boxes) => boxes.map((box) => box instanceof HTMLInputElement && box.checked));
    expect(isChosen.filter(Boolean)).toHaveLength(1);
    expect(await axeProblems(page())).toEqual([]);
  });
});

it('a paused run is labelled “paused” wherever it is listed', async () => {
  const { home } = dashboard;
  const [waiting] = z
    .array(z.object({ id: z.string(), sweep: z.string() }))
    .parse(JSON.parse((await hourglass('runs', 'ls', '--state', 'waiting', '--filter', 'kind = run', '--json', '--home', home)).stdout));
  const { id, sweep } = present(waiting, 'waiting run');
  expect((await hourglass('runs', 'pause', id, '--home', home)).exitCode).toBe(0);
  const rowOf = (href: string) =>
    page()
      .getByRole('row')
      .filter({ has: page().locator(`a[href="${href}"]`) });
  const [ofRun, ofSweep] = [rowOf(`/runs/${id}`), rowOf(`/sweeps/${sweep}`)];
  for (const [path, place] of [
    ['/', ofSweep],
    [`/sweeps/${sweep}`, ofRun],
    ['/runs?filter=sweep+%3D+Waiting', ofRun],
    [`/runs/${id}`, page().locator('body')],
    ['/system', ofSweep],
  ] as const) {
    await open(path);
    await inEveryLook(page(), async ({ width }) => {
      // On a narrow screen, the state is one of the columns beside the cost.
      if (path.startsWith('/runs?') && width < 1_000) return;
      await place
        .getByText(/\bpaused\b/)
        .filter({ visible: true })
        .first()
        .waitFor();
      if (place === ofRun || path === '/') expect(await place.textContent(), path).not.toMatch(/\bwaiting\b/);
    });
  }
  expect((await hourglass('runs', 'resume', id, '--home', home)).exitCode).toBe(0);
});

it('stopping asks for confirmation in the page, with “Cancel” first', async () => {
  await open('/');
  await page().getByRole('link', { name: 'Waiting' }).click();
  const stop = page().getByRole('main').getByRole('button', { name: 'Stop', exact: true }).first();
  await stop.click();
  const dialog = page().getByRole('alertdialog', { name: 'Stop every run of this sweep that is not finished?' });
  await eventually(() => isFocused(dialog.getByRole('button', { name: 'Cancel' }))).toBe(true);
  expect(await axeProblems(page())).toEqual([]);
  await page().keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await eventually(() => isFocused(stop)).toBe(true);
  await stop.click();
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await toast().getByText('Stopped 1 sweep.').waitFor();
  await page().getByText('This sweep is stopped').waitFor();
});

describe('commands work when they are pasted into a shell', () => {
  /** The commands that a page shows. */
  async function commandsOn(path: string): Promise<readonly string[]> {
    // A page of its own, because the browser reports an address without data as an error.
    const visited = await dashboard.browser.newPage({ locale: 'en-US' });
    await visited.goto(`${dashboard.url}${path}`);
    await visited.getByText('live', { exact: true }).waitFor();
    const texts = await visited.getByRole('main').allInnerTexts();
    await visited.close();
    return commandsIn(texts.join('\n'));
  }
  const listed = async (...filter: readonly string[]) =>
    z
      .array(z.object({ id: z.string() }))
      .parse(JSON.parse((await hourglass('runs', 'ls', ...filter, '--json', '--home', dashboard.home)).stdout));

  it('of a stopped and of a paused run', async () => {
    const [stopped] = await listed('--state', 'stopped');
    const id = present(stopped, 'stopped run').id;
    const [retry = ''] = await commandsOn(`/runs/${id}`);
    expect(await paste(retry)).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await listed('--state', 'waiting')).map((run) => run.id)).toEqual([id]);
    await hourglass('runs', 'pause', id, '--home', dashboard.home);
    const [resume = ''] = await commandsOn(`/runs/${id}`);
    expect(await paste(resume)).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await commandsOn(`/runs/${id}`)).toEqual([]);
  });

  it('of a sweep without runs, a page without data and a new sweep', async () => {
    const { home } = dashboard;
    const tiny = ['--dims', '784,2', '--batch', '5000', '--epochs', '1', '--baselines', 'none'];
    const { sweep, runs } = parseSummary((await hourglass('sweep', '--name', 'Emptied', ...tiny, '--json', '--home', home)).stdout);
    await hourglass('runs', 'rm', ...runs.map(({ id }) => id), '--home', home);
    const spec = join(home, 'spec.yaml');
    await writeFile(
      spec,
      'version: 1\nname: Emptied\nmodel: { dimensions: [784, 2] }\ntraining: { batchSize: 5000, epochs: 1 }\nbaselines: []\n',
    );
    for (const path of [`/sweeps/${sweep}`, '/runs/zzzzzzzzzz', `/sweeps/new?from=${sweep}`]) {
      const commands = await commandsOn(path);
      expect(commands, path).toHaveLength(1);
      for (const command of commands) expect(await paste(command, { FILE: `'${spec}'` }), command).toMatchObject({ exitCode: 0 });
    }
  });

  it('of a home beyond its disk budget, on the page and in the terminal', async () => {
    const { home } = dashboard;
    await hourglass('budget', '1KB', '--home', home);
    const { exitCode, stderr } = await hourglass('sweep', '--name', 'Paused', '--dims', '784,4', '--home', home, '--workers', '1');
    expect(exitCode).toBe(130);
    const paused = JSON.parse((await hourglass('sweeps', 'ls', '--search', 'Paused', '--json', '--home', home)).stdout);
    const onPage = await commandsOn(`/sweeps/${z.array(z.object({ id: z.string() })).parse(paused)[0]?.id}`);
    expect(onPage.length).toBeGreaterThanOrEqual(2);
    for (const command of [...onPage, ...commandsIn(stderr)]) {
      expect(await paste(command, { SIZE: '20GB' }), command).toMatchObject({ exitCode: 0 });
    }
  });

  it('of a dashboard without workers', async () => {
    const [command = ''] = await commandsOn('/system');
    const worker = startPasted(command);
    await untilPrinted(worker, /: started/);
    expect(await interruptProcess(worker)).toBe(0);
  });
});

it('had no error in the browser’s console', () => {
  expect(dashboard.complaints).toEqual([]);
});
