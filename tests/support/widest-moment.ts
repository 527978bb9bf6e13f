import type { Browser, Page } from 'playwright-core';

/** How wide a page is laid out, in CSS pixels, and by what. */
export interface Widest {
  readonly width: number;
  /** Elements that reach beyond the window at that moment. */
  readonly by: readonly string[];
}

declare global {
  interface Window {
    widest?: Widest;
  }
}

/**
 * The largest width that a page's layout has at any moment: as the server sends it, and in every frame while its scripts start, which a slowed
 * processor makes visible. Equals the width of the window where nothing ever scrolls sideways.
 *
 * @param settled waits until the page has loaded
 */
export async function widestMoment(
  browser: Browser,
  address: string,
  { width, settled }: { readonly width: number; readonly settled: (page: Page) => Promise<unknown> },
): Promise<readonly Widest[]> {
  const viewport = { width, height: 844 };
  const sent = await browser.newPage({ viewport, javaScriptEnabled: false });
  await sent.goto(address);
  const asSent = await sent.evaluate(readWidth);
  await sent.close();

  const page = await browser.newPage({ viewport });
  await page.addInitScript({ content: recordWidest });
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(address);
  await settled(page);
  const whileLoading = await page.evaluate(() => window.widest);
  if (whileLoading === undefined) throw new Error('The page recorded no width.');
  await page.close();
  return [asSent, whileLoading];
}

function readWidth(): Widest {
  const { scrollWidth, clientWidth } = document.documentElement;
  const isBeyond = (element: Element) => element.getBoundingClientRect().right > clientWidth + 1;
  const by = scrollWidth === clientWidth ? [] : [...document.querySelectorAll('body *')].filter(isBeyond);
  return { width: scrollWidth, by: by.slice(0, 5).map(({ tagName, className }) => `${tagName}.${String(className)}`) };
}

/** Keeps the largest of the widths that every frame has, until the page closes. */
const recordWidest = `(() => {
  const readWidth = ${readWidth};
  const measureFrame = () => {
    const now = readWidth();
    if (window.widest === undefined || now.width > window.widest.width) window.widest = now;
    requestAnimationFrame(measureFrame);
  };
  requestAnimationFrame(measureFrame);
})()`;
