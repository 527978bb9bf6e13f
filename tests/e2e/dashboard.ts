import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { interruptProcess, startHourglass } from '../support/hourglass.ts';
import { freePort, untilHealthy } from '../support/listening.ts';
import { launchBrowser } from './browser.ts';

/** A real dashboard on its own home, with a page of a real browser. */
export interface Dashboard {
  readonly home: string;
  readonly url: string;
  readonly browser: Browser;
  readonly page: Page;
  /** Errors of the page and of its console. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export async function openDashboard(...flags: readonly string[]): Promise<Dashboard> {
  return openDashboardOn(await temporaryHome(), ...flags);
}

/** Creates a temporary folder for a home; `close` removes it. Its path has a space, which printed commands have to quote. */
export function temporaryHome(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'hourglass e2e-'));
}

/** Opens a dashboard on an existing home. */
export async function openDashboardOn(home: string, ...flags: readonly string[]): Promise<Dashboard> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = startHourglass(['up', '--home', home, '--port', String(port), ...flags]);
  await untilHealthy(url, server);
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return {
    home,
    url,
    browser,
    page,
    complaints,
    async close() {
      await browser.close();
      await interruptProcess(server);
      await rm(home, { recursive: true, force: true });
    },
  };
}
