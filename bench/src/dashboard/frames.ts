import type { Page } from 'playwright-core';

/** A scripted interaction with a page, frame by frame. */
export interface Motion {
  readonly name: string;
  readonly frames: number;
  /** CSS pixels per frame by which the table or the comparison is scrolled. */
  readonly scroll?: readonly [across: number, down: number];
  /** Keys that are sent to the chart in order, one every `every` frames. */
  readonly keys?: { readonly sequence: readonly string[]; readonly every: number };
}

const times = (count: number, key: string) => Array.from({ length: count }, () => key);

export const scrolls: readonly Motion[] = [
  { name: 'down, 120 pixels a frame', frames: 240, scroll: [0, 120] },
  { name: 'down, a screen a frame', frames: 240, scroll: [0, 900] },
  { name: 'across, 150 pixels a frame', frames: 150, scroll: [150, 0] },
];

/** Zooms to a hundredth of the range, pans, and zooms out: 20 keys a second, the repeat rate of a held key. */
export const zooms: readonly Motion[] = [
  { name: 'zoom in', frames: 80, keys: { sequence: times(20, '+'), every: 3 } },
  { name: 'pan', frames: 80, keys: { sequence: times(20, 'ArrowRight'), every: 3 } },
  { name: 'zoom out', frames: 80, keys: { sequence: times(20, '-'), every: 3 } },
];

/** Milliseconds to wait after jumping back to the start, so that a scroll starts with fully drawn rows. */
const rest = 500;

/** Milliseconds without a frame after which the browser counts as hung. */
const timeoutMilliseconds = 60_000;

/** Milliseconds between the frames of a page while it is moved. @throws Error where the page has nothing to move, or gives no more frames */
export function frameTimes(page: Page, motion: Motion): Promise<number[]> {
  return page.evaluate(
    ({ frames, scroll, keys, rest, limit }) =>
      new Promise<number[]>((resolve, reject) => {
        const chart = document.querySelector('[role="group"][aria-roledescription="chart"]');
        let scroller = document.querySelector('table, [aria-label="Samples by run"]');
        while (scroller !== null && scroller.scrollHeight <= scroller.clientHeight) scroller = scroller.parentElement;
        const moved = scroll === undefined ? chart : scroller;
        if (moved === null) {
          reject(new Error('The page has nothing to move.'));
          return;
        }
        if (scroll !== undefined) moved.scrollTo(0, 0);
        const milliseconds: number[] = [];
        // Restarted by every frame: a slow page is measured, and only a hung one is an error.
        const waitForFrame = () =>
          setTimeout(
            () => reject(new Error(`The page gave no frame for ${limit} ms, after ${milliseconds.length} of ${frames} frames.`)),
            limit,
          );
        let timer = waitForFrame();
        let last: number | null = null;
        const frame = (now: number) => {
          if (last !== null) milliseconds.push(now - last);
          last = now;
          clearTimeout(timer);
          const done = milliseconds.length;
          if (done >= frames) {
            resolve(milliseconds);
            return;
          }
          timer = waitForFrame();
          if (scroll !== undefined) moved.scrollBy(scroll[0], scroll[1]);
          const key = keys !== undefined && done % keys.every === 0 ? keys.sequence[done / keys.every] : undefined;
          if (key !== undefined) moved.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
          requestAnimationFrame(frame);
        };
        setTimeout(() => requestAnimationFrame(frame), rest);
      }),
    { ...motion, rest, limit: timeoutMilliseconds },
  );
}
