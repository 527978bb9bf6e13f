import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as forward, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hourglass, interruptProcess, startHourglass } from '../support/hourglass.ts';
import { type Jupyter, startJupyter } from '../support/jupyter.ts';
import { freePort, untilPrinted } from '../support/listening.ts';
import { hasPython } from '../support/python.ts';
import { parseSummary, type Summary } from '../support/records.ts';
import { launchBrowser } from './browser.ts';
import { smallTable, uploadFile } from './upload-file.ts';

const token = 'tests-token-0123456789';

let home: string;
let summary: Summary;
let browser: Browser;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'hourglass-prefix-'));
  const axes = ['--dims', '784,32,8', '--lr', '0.003,0.001', '--batch', '500', '--epochs', '1'];
  summary = parseSummary((await hourglass('sweep', '--name', 'Proxied', ...axes, '--json', '--home', home)).stdout);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await rm(home, { recursive: true, force: true });
});

interface Started {
  readonly port: number;
  readonly server: ChildProcess;
  readonly printed: () => string;
}

async function start(port: number, ...flags: readonly string[]): Promise<Started> {
  const server = startHourglass(['up', '--home', home, '--port', `${port}`, '--workers', '0', ...flags], { HOURGLASS_TOKEN: token });
  return { port, server, printed: await untilPrinted(server, /Dashboard: .*\n/) };
}

interface Visit {
  readonly page: Page;
  /** Failed requests, requests outside the prefix, and errors of the page. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

async function visit(root: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  const page = await context.newPage();
  const complaints: string[] = [];
  const { origin, pathname } = new URL(root);
  page.on('response', (response) => {
    const url = new URL(response.url());
    const isBelow = url.origin === origin && `${url.pathname}/`.startsWith(pathname);
    if (url.protocol !== 'blob:' && url.protocol !== 'data:' && (!isBelow || response.status() >= 400))
      complaints.push(`${response.status()} ${url.href}`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return { page, complaints, close: () => context.close() };
}

const sharpest = () => summary.runs.filter(({ kind }) => kind === 'run').map(({ id }) => id);

/**
 * Walks through every page by its links, with its curves, pictures, live updates, a change, a redirect and the theme, and asks for the API and an asset
 * from within the page.
 *
 * @param root address of the dashboard, with a slash at the end
 */
async function walk(page: Page, root: string): Promise<void> {
  const live = () => page.getByText('live', { exact: true }).waitFor();
  await live();
  expect(page.url().startsWith(root)).toBe(true);
  await page.getByRole('link', { name: 'Proxied' }).click();
  await page.waitForURL(`${root}sweeps/${summary.sweep}`);
  await page.locator('canvas').first().waitFor();
  await page.locator('table a[href*="/runs/"]').first().click();
  await page.waitForURL(`${root}runs/*`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.goBack();
  await page.waitForURL(`${root}sweeps/${summary.sweep}`);
  for (const [name, path] of [
    ['Runs', 'runs'],
    ['System', 'system'],
    ['New sweep', 'sweeps/new'],
  ] as const) {
    await page.getByRole('link', { name, exact: true }).first().click();
    await page.waitForURL(`${root}${path}`);
    await page.locator('main').last().waitFor();
  }
  // The plan comes over the API, by POST.
  await page.getByRole('button', { name: /^Start \d+ runs?$/ }).waitFor();
  await page.goto(`${root}compare?sweep=${summary.sweep}`);
  await page.locator('main canvas').first().waitFor();
  await page.goto(`${root}runs/difference?runs=${sharpest().join()}`);
  await page.getByRole('link', { name: 'Runs', exact: true }).first().waitFor();
  await page.goto(`${root}runs/${sharpest()[0]?.slice(0, 8)}`);
  await page.waitForURL(`${root}runs/${sharpest()[0]}`);
  await live();
  await page.getByRole('button', { name: /^Theme: system/ }).click();
  await page.goto(root);
  await page.getByRole('button', { name: /^Theme: light/ }).click();
  await page.reload();
  await page.getByRole('button', { name: /^Theme: dark/ }).waitFor();
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  // A file is sent by a request of its own.
  await page.goto(`${root}sweeps/new`);
  await page.getByRole('combobox', { name: 'data set', exact: true }).selectOption('own files');
  await uploadFile(page, 'samples', smallTable);
  await page.getByText(/vectors of 3 values · 25 for training/).waitFor();
  await page.goto(`${root}runs`);
  await page.getByRole('table', { name: 'Runs' }).getByRole('checkbox').nth(1).click();
  await page.getByRole('region', { name: 'Selected runs' }).getByRole('button', { name: 'Archive', exact: true }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Undone for 1 run.').waitFor();
}

/** What a proxy does with the prefix. `rewriting` also prepends it to every absolute redirect, as jupyter-server-proxy does. */
type Proxying = 'passing on' | 'stripping' | 'rewriting';

async function startProxy(
  prefix: string,
  target: number,
  proxying: Proxying,
  headers: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const proxy = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '';
    // As nginx does for a location that ends with a slash.
    if (path.split('?')[0] === prefix) {
      outgoing.writeHead(301, { location: path.replace(prefix, `${prefix}/`) }).end();
      return;
    }
    if (!path.startsWith(`${prefix}/`)) {
      outgoing.writeHead(404).end();
      return;
    }
    const passedOn = { ...incoming.headers, ...headers };
    const url = proxying === 'passing on' ? path : path.slice(prefix.length);
    const sent = forward({ port: target, host: '127.0.0.1', path: url, method: incoming.method, headers: passedOn }, (answer) => {
      const { location } = answer.headers;
      if (proxying === 'rewriting' && location?.startsWith('/')) answer.headers.location = `${prefix}${location}`;
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    sent.on('error', () => outgoing.destroy());
    outgoing.on('close', () => sent.destroy());
    incoming.pipe(sent);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return proxy;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy listens on no port');
  return address.port;
}

describe('with --base-path', () => {
  const prefix = '/user/ada%40example.org/proxy/4310';
  let dashboard: Started;
  beforeAll(async () => {
    dashboard = await start(await freePort(), '--base-path', `${prefix}/`, '--allow-host', 'hub.example.org');
  });
  afterAll(() => interruptProcess(dashboard.server));

  it.each<Proxying>(['passing on', 'stripping', 'rewriting'])('every page works behind a proxy that is %s', async (proxying) => {
    const proxy = await startProxy(prefix, dashboard.port, proxying);
    const root = `http://127.0.0.1:${portOf(proxy)}${prefix}/`;
    const { page, complaints, close } = await visit(root);
    await page.goto(`${root}?token=${token}`);
    await walk(page, root);
    expect((await page.context().cookies()).map(({ path }) => path)).toEqual([prefix, prefix]);
    expect(complaints).toEqual([]);
    await close();
    proxy.closeAllConnections();
    proxy.close();
  });

  it('prints a working URL with the path and the token', async () => {
    const address = /Dashboard: (.*)\n/.exec(dashboard.printed())?.[1] ?? '';
    expect(address).toBe(`http://127.0.0.1:${dashboard.port}${prefix}/?token=${token}`);
    await expect.poll(dashboard.printed).toContain(`Through the proxy: its own address, followed by ${prefix}/?token=${token}`);
    const { page, complaints, close } = await visit(`http://127.0.0.1:${dashboard.port}${prefix}/`);
    // Also without the slash.
    await page.goto(address.replace('/?', '?'));
    await page.getByText('live', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('answers a hub by its name, and serves no text that contains the placeholder or depends on its length', async () => {
    const headers = { authorization: `Bearer ${token}`, cookie: '' };
    const session = await fetch(`http://127.0.0.1:${dashboard.port}/?token=${token}`, { redirect: 'manual' });
    headers.cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
    const html = await (await fetch(`http://127.0.0.1:${dashboard.port}/`, { headers })).text();
    const assets = [...new Set(html.match(/(?<=(?:src|href)=")[^"]+\.(?:js|css)/g))];
    expect(assets.length).toBeGreaterThan(5);
    for (const text of [
      html,
      ...(await Promise.all(assets.map(async (path) => (await fetch(`http://127.0.0.1:${dashboard.port}${path}`, { headers })).text()))),
    ]) {
      expect(text).not.toContain('__hourglass_base_path__');
      expect(text).not.toContain(`.slice(${'/__hourglass_base_path__'.length})`);
    }
  });
});

describe('with --trust-proxy', () => {
  let dashboard: Started;
  beforeAll(async () => {
    dashboard = await start(await freePort(), '--trust-proxy', 'loopback');
  });
  afterAll(() => interruptProcess(dashboard.server));

  it('serves under each prefix that the proxy forwards, and without one', async () => {
    const proxies = await Promise.all(
      ['/a', '/b/c'].map(async (prefix) => ({
        prefix,
        proxy: await startProxy(prefix, dashboard.port, 'stripping', { 'x-forwarded-prefix': prefix }),
      })),
    );
    for (const root of [
      ...proxies.map(({ prefix, proxy }) => `http://127.0.0.1:${portOf(proxy)}${prefix}/`),
      `http://127.0.0.1:${dashboard.port}/`,
    ]) {
      const { page, complaints, close } = await visit(root);
      await page.goto(`${root}runs?token=${token}`);
      await page.getByText('live', { exact: true }).waitFor();
      await page.getByRole('link', { name: 'System', exact: true }).click();
      await page.waitForURL(`${root}system`);
      expect(complaints).toEqual([]);
      await close();
    }
    for (const { proxy } of proxies) {
      proxy.closeAllConnections();
      proxy.close();
    }
  });

  it('refuses an invalid prefix, and requires the token', async () => {
    const ask = (prefix: string) => fetch(`http://127.0.0.1:${dashboard.port}/`, { headers: { 'x-forwarded-prefix': prefix } });
    expect((await ask('/a')).status).toBe(401);
    const refused = await ask('//evil.example');
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('"//evil.example"')]);
  });
});

it('ignores forwarded prefixes by default', async () => {
  const dashboard = await start(await freePort());
  const answer = await fetch(`http://127.0.0.1:${dashboard.port}/`, {
    headers: { 'x-forwarded-prefix': '/evil', authorization: `Bearer ${token}` },
  });
  expect(await answer.text()).not.toContain('/evil');
  await interruptProcess(dashboard.server);
});

// The only part of the machine that this needs and that may be missing is Python.
describe.skipIf(!hasPython())('behind jupyter-server-proxy (needs python3 with pip)', () => {
  let jupyter: Jupyter;
  beforeAll(async () => {
    jupyter = await startJupyter();
  });
  afterAll(() => jupyter?.stop());

  it.each([
    ['/proxy/PORT with --trust-proxy loopback', 'proxy', (): readonly string[] => ['--trust-proxy', 'loopback']],
    ['/proxy/PORT with --base-path', 'proxy', (port: number) => ['--base-path', `/user/ada/proxy/${port}`]],
    ['/proxy/absolute/PORT with --base-path', 'proxy/absolute', (port: number) => ['--base-path', `/user/ada/proxy/absolute/${port}`]],
  ] as const)('every page works at %s', async (_, path, flags) => {
    const port = await freePort();
    const dashboard = await start(port, ...flags(port));
    const root = `${jupyter.url}/${path}/${port}/`;
    try {
      const { page, complaints, close } = await visit(root);
      await page.goto(jupyter.loginUrl);
      await page.goto(`${root}?token=${token}`);
      await walk(page, root);
      expect(complaints.filter((complaint) => complaint.includes(`/${port}/`) || !complaint.includes(jupyter.url))).toEqual([]);
      await close();
    } finally {
      await interruptProcess(dashboard.server);
    }
  });
});
