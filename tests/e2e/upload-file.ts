import type { Page } from 'playwright-core';

/** A path, or a file that exists only in the test. */
export type UploadedFile = string | { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

/** Chooses a file for a role of the data set in the form of a new sweep, by keyboard. */
export async function uploadFile(page: Page, label: string, file: UploadedFile): Promise<void> {
  const button = page.getByRole('button', { name: `Upload ${label}`, exact: true });
  await button.focus();
  const choosing = page.waitForEvent('filechooser');
  await button.press('Enter');
  const chooser = await choosing;
  await chooser.setFiles(file);
}

/** A table of 30 samples with 3 values. */
export const smallTable = {
  name: 'small.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(Array.from({ length: 30 }, (_, row) => `${row},${row / 2},${row % 7}`).join('\n')),
};
