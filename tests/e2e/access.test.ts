import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeProblems } from '../support/axe-problems.ts';
import { hourglass, interruptProcess, startHourglass } from '../support/hourglass.ts';
import { freePort, untilPrinted } from '../support/listening.ts';
import { launchBrowser } from './browser.ts';
import { lookRows } from './looks.ts';

/** A dashboard started by its command, with its complete output. */
interface Started {
  readonly url: string;
  readonly home: string;
  readonly server: ChildProcess;
  readonly printed: () => string;
}

const token = 'tests-token-0123456789';

async function start(flags: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Started> {
  const home = await mkdtemp(join(tmpdir(), 'hourglass-access-'));
  const port = await freePort();
  const server = startHourglass(['up', '--home', home, '--port', `${port}`, '--workers', '0', ...flags], env);
  const printed = await untilPrinted(server, /Dashboard: /);
  return { url: `http://127.0.0.1:${port}`, home, server, printed };
}

async function stop({ server, home }: Started): Promise<void> {
  await interruptProcess(server);
  await rm(home, { recursive: true, force: true });
}

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe('a dashboard that is open to others', () => {
  let dashboard: Started;
  beforeAll(async () => {
    dashboard = await start(['--host', '0.0.0.0'], { HOURGLASS_TOKEN: token });
  });
  afterAll(() => stop(dashboard));

  const ask = (path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') =>
    fetch(`${dashboard.url}${path}`, { headers, method, redirect: 'manual' });

  it.each(['/api/health', '/api/trpc/sweeps.list', '/api/nothing/here', '/api/series/cost?run=aaaaaaaaaa'])(
    'answers %s only with the bearer token',
    async (path) => {
      const refused = await ask(path);
      expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
      expect(await refused.text()).toMatch(/^This dashboard requires its token\. Send it as "Authorization: Bearer TOKEN"/);
      expect((await ask(path, { authorization: `Bearer ${token}` })).status).not.toBe(401);
    },
  );

  it.each(['/', '/runs', '/compare', '/system', '/sweeps/new', '/_next/static/nothing.js'])(
    'does not show %s without the token',
    async (path) => {
      const refused = await ask(path);
      expect(refused.status).toBe(401);
      expect(await refused.text()).toContain('This dashboard requires its token');
      // Pages accept only the cookie, because they do not count wrong tokens in a header.
      expect((await ask(path, { authorization: `Bearer ${token}` })).status).toBe(401);
    },
  );

  it('opens at the printed URL, removes the token from it, and uses a cookie that scripts cannot read', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${dashboard.url}/runs?filter=kind%20%3D%20run&token=${token}`);
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toMatch(/^\/runs\?filter=kind(%20|\+)(%3D|=)(%20|\+)run$/);
    await page.getByRole('link', { name: 'System' }).click();
    await page.waitForURL('**/system');
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    expect(cookie?.value).not.toContain(token);
    expect(await page.evaluate(() => document.cookie)).not.toContain('hourglass-4');
    await context.close();
  });

  it('asks for the token in a form, reports a wrong one, and redirects to the requested page', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${dashboard.url}/system`);
    await page.getByLabel('Token').fill('not-the-token-of-this');
    await page.getByRole('button', { name: 'Open the dashboard' }).click();
    await page.getByRole('alert').getByText('That is not the token of this dashboard.').waitFor();
    await page.getByLabel('Token').fill(token);
    await page.getByRole('button', { name: 'Open the dashboard' }).click();
    await page.waitForURL(`${dashboard.url}/system`);
    await page.getByRole('heading', { name: 'System' }).waitFor();
    await context.close();
  });

  it.each(lookRows)('asks for the token at %i pixels, %s, without a serious accessibility problem', async (width, scheme) => {
    const page = await browser.newPage({ viewport: { width, height: 844 }, colorScheme: scheme, bypassCSP: true });
    await page.goto(`${dashboard.url}/system`);
    await page.getByLabel('Token').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect(await axeProblems(page)).toEqual([]);
    await page.close();
  });

  it('redirects to no other site after the token', async () => {
    const answer = await ask(`/api/session?token=${token}&next=${encodeURIComponent('//evil.example/')}`);
    expect([answer.status, new URL(answer.headers.get('location') ?? '', `${dashboard.url}/api/session`).href]).toEqual([
      303,
      `${dashboard.url}/`,
    ]);
  });

  it('blocks an address after ten wrong tokens, without affecting existing sessions', async () => {
    const cookie = (await ask(`/?token=${token}`)).headers.get('set-cookie')?.split(';')[0] ?? '';
    const statuses: number[] = [];
    for (let guess = 0; guess < 14; guess++) statuses.push((await ask('/api/health', { authorization: `Bearer wrong-${guess}` })).status);
    expect(statuses[0]).toBe(401);
    expect(statuses.at(-1)).toBe(429);
    const right = await ask('/api/health', { authorization: `Bearer ${token}` });
    expect([right.status, Number(right.headers.get('retry-after'))]).toEqual([429, expect.any(Number)]);
    expect((await ask(`/?token=${token}`)).status).toBe(429);
    expect((await ask('/api/health', { cookie })).status).toBe(200);
    expect((await ask('/', { cookie })).status).toBe(200);
  });

  it('prints the token only in the URL, and stores the cookie secret readable only by its owner', async () => {
    expect(dashboard.printed().split(token)).toHaveLength(2);
    expect(dashboard.printed()).toContain(`/?token=${token}`);
    for (const entry of await readdir(dashboard.home, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) expect((await readFile(join(entry.parentPath, entry.name))).includes(token)).toBe(false);
    }
    expect((await stat(join(dashboard.home, 'session-secret'))).mode & 0o777).toBe(0o600);
  });
});

it('a dashboard answers to an allowed name with a token, and refuses others with a hint at the flag that allows them', async () => {
  const dashboard = await start(['--allow-host', 'hub.example.org']);
  try {
    const printed = /\/\?token=([\w-]{32})\n/.exec(dashboard.printed())?.[1] ?? '';
    const { get } = await import('node:http');
    const ask = (host: string) =>
      new Promise<{ readonly status: number | undefined; readonly body: string }>((resolve, reject) => {
        get(`${dashboard.url}/api/health`, { headers: { host, authorization: `Bearer ${printed}` } }, (response) => {
          let body = '';
          response.on('data', (chunk) => {
            body += chunk;
          });
          response.on('end', () => resolve({ status: response.statusCode, body }));
        }).once('error', reject);
      });
    expect((await ask('hub.example.org')).status).toBe(200);
    const refused = await ask('other.example.org');
    expect(refused.status).toBe(403);
    expect(refused.body).toContain('start it with --allow-host other.example.org');
  } finally {
    await stop(dashboard);
  }
});

it('--no-auth requires no token, and every page and the terminal say so', async () => {
  const dashboard = await start(['--host', '0.0.0.0', '--no-auth']);
  try {
    await expect.poll(dashboard.printed).toMatch(/Dashboard: http:\/\/localhost:\d+\n.*--no-auth lets everyone/);
    const page = await browser.newPage();
    for (const path of ['/', '/runs', '/compare', '/system', '/sweeps/new']) {
      await page.goto(`${dashboard.url}${path}`);
      await page.getByText('Everyone who can reach this address can change and delete everything here').waitFor();
    }
    await page.close();
  } finally {
    await stop(dashboard);
  }
});

it('plain loopback requires no token', async () => {
  const dashboard = await start([]);
  try {
    expect(dashboard.printed()).toMatch(/Dashboard: http:\/\/127\.0\.0\.1:\d+\n/);
    const answer = await fetch(`${dashboard.url}/`);
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, null]);
    expect(await answer.text()).not.toContain('--no-auth');
  } finally {
    await stop(dashboard);
  }
});

it('a token that is too short is refused without being printed', async () => {
  const { exitCode, stderr } = await hourglass('up', '--token', 'short-one');
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/--token: received 9 characters; at least 16 are needed/)]);
  expect(stderr).not.toContain('short-one');
});
