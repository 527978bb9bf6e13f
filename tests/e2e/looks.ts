import { at } from '@hourglass/presentation/at';
import type { Page } from 'playwright-core';

export interface Look {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
}

/** How every page has to work: on a desk and on a telephone, light and dark. */
export const looks: readonly Look[] = [1440, 390].flatMap((width) => (['light', 'dark'] as const).map((scheme) => ({ width, scheme })));

/** Rows for `describe.each`, whose title names them with `%i` and `%s`. */
export const lookRows = looks.map(({ width, scheme }) => [width, scheme] as const);

/** Gives an open page another look; it follows without a reload. */
export async function setLook(page: Page, { width, scheme }: Look): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
}

/** Repeats a check of an open page in every look, and leaves it in the first one. Loading a page once for all looks keeps this fast. */
export async function inEveryLook(page: Page, check: (look: Look) => Promise<void>): Promise<void> {
  for (const look of looks) {
    await setLook(page, look);
    try {
      await check(look);
    } catch (error) {
      throw new Error(`At ${look.width} pixels, ${look.scheme}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }
  await setLook(page, at(looks, 0));
}
