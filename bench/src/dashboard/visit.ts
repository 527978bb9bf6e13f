import type { Browser, Page } from 'playwright-core';

declare global {
  interface Window {
    /** When the page became ready, in milliseconds from the start of its navigation. */
    readyAt?: number;
  }
}

export const byteKinds = ['script', 'document', 'stylesheet', 'font', 'other'] as const;
export type ByteKind = (typeof byteKinds)[number];

export interface Visit {
  /** From the start of the navigation to the first frame in which the page is ready. */
  readonly milliseconds: number;
  /** Bytes transferred over the network, headers included. */
  readonly bytes: Readonly<Record<ByteKind, number>>;
}

/** A page, and the condition under which it counts as loaded. */
export interface PageTarget {
  readonly path: string;
  /** A JavaScript expression that is true once the page shows its content. */
  readonly isReady: string;
}

/** Milliseconds after the page is ready during which its transfers still count. */
const settleMilliseconds = 2_000;
const timeoutMilliseconds = 60_000;

/** Opens a page in a new browser context with an empty cache. @throws TimeoutError where the page is not ready within a minute */
export async function visit(browser: Browser, url: string, target: PageTarget): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    const network = await context.newCDPSession(page);
    const bytes = { script: 0, document: 0, stylesheet: 0, font: 0, other: 0 };
    const kinds = new Map<string, ByteKind>();
    network.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, byteKind(type)));
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      bytes[kinds.get(requestId) ?? 'other'] += encodedDataLength;
    });
    await network.send('Network.enable');
    const milliseconds = await show(page, url, target);
    await page.waitForTimeout(settleMilliseconds);
    return { milliseconds, bytes };
  } finally {
    await context.close();
  }
}

/** Opens a page and waits until it is ready. Returns the milliseconds from the start of the navigation to that frame. */
export async function show(page: Page, url: string, { path, isReady }: PageTarget): Promise<number> {
  // An init script, because the page's content security policy forbids evaluating a string later.
  await page.addInitScript({
    content: `const look = () => { if (${isReady}) window.readyAt = performance.now(); else requestAnimationFrame(look); }; requestAnimationFrame(look);`,
  });
  await page.goto(url + path, { waitUntil: 'commit' });
  const readyAt = await page.waitForFunction(() => window.readyAt, null, { timeout: timeoutMilliseconds });
  const milliseconds = await readyAt.jsonValue();
  if (milliseconds === undefined) throw new TypeError(`${path} lost the time at which it was ready.`);
  return milliseconds;
}

function byteKind(type: string): ByteKind {
  return byteKinds.find((kind) => kind === type.toLowerCase()) ?? 'other';
}
