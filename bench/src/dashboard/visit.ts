import type { Browser, Page } from 'playwright-core';

declare global {
  interface Window {
    /** When the page showed what it is for, in milliseconds from the start of its navigation. */
    seenAt?: number;
  }
}

export const byteKinds = ['script', 'document', 'stylesheet', 'font', 'other'] as const;
export type ByteKind = (typeof byteKinds)[number];

export interface Visit {
  /** From the start of the navigation to the frame that shows it. */
  readonly milliseconds: number;
  /** As they came over the wire, headers included. */
  readonly bytes: Readonly<Record<ByteKind, number>>;
}

/** A page, and how it is seen that it shows what it is for. */
export interface PageToSee {
  readonly path: string;
  /** JavaScript: true once it is there. */
  readonly isThere: string;
}

/** What still comes once the page shows what it is for is counted, too. Milliseconds. */
const settling = 2_000;
const patience = 60_000;

/** Opens a page in a context of its own, with nothing in its cache. @throws TimeoutError where it does not show within a minute */
export async function visit(browser: Browser, url: string, pageToSee: PageToSee): Promise<Visit> {
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
    const milliseconds = await show(page, url, pageToSee);
    await page.waitForTimeout(settling);
    return { milliseconds, bytes };
  } finally {
    await context.close();
  }
}

/** Goes to a page and waits until it shows what it is for: gives the milliseconds from the start of the navigation to that frame. */
export async function show(page: Page, url: string, { path, isThere }: PageToSee): Promise<number> {
  // As a script of the page: its security policy forbids to evaluate a text later.
  await page.addInitScript({
    content: `const look = () => { if (${isThere}) window.seenAt = performance.now(); else requestAnimationFrame(look); }; requestAnimationFrame(look);`,
  });
  await page.goto(url + path, { waitUntil: 'commit' });
  const seenAt = await page.waitForFunction(() => window.seenAt, null, { timeout: patience });
  return (await seenAt.jsonValue()) ?? Number.NaN;
}

function byteKind(type: string): ByteKind {
  return byteKinds.find((kind) => kind === type.toLowerCase()) ?? 'other';
}
