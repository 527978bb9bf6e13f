'use client';

import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { type Atlas, type AtlasLayout, splitAtlas } from './atlas.ts';

/** Decoded pictures are some 80 kB each: those of a minute ago may go. */
const keptMilliseconds = 60_000;

function atlasOptions(url: string, layout: AtlasLayout) {
  return queryOptions({
    queryKey: ['atlas', url],
    queryFn: ({ signal }) => fetchAtlas(url, layout, signal),
    gcTime: keptMilliseconds,
  });
}

/** A picture taken apart into samples. While another one loads, the one before stays. */
export function useAtlas(url: string | null, layout: AtlasLayout | undefined) {
  return useQuery({
    ...atlasOptions(url ?? '', layout ?? { columns: 1, sampleShape: [1], low: 0, high: 1 }),
    enabled: url !== null && layout !== undefined,
    placeholderData: (before: Atlas | undefined) => before,
  });
}

/** Fetches what will probably be looked at next. */
export function prefetchAtlas(queryClient: QueryClient, url: string, layout: AtlasLayout): void {
  void queryClient.prefetchQuery(atlasOptions(url, layout));
}

async function fetchAtlas(url: string, layout: AtlasLayout, signal: AbortSignal): Promise<Atlas> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error((await response.text()).trim());
  // Levels must arrive as they were written: no colour space is converted.
  const bitmap = await createImageBitmap(await response.blob(), { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('This browser gives no canvas to decode pictures with. Close other tabs and reload the page.');
  context.drawImage(bitmap, 0, 0);
  const pixels = context.getImageData(0, 0, bitmap.width, bitmap.height).data;
  const atlas = splitAtlas(new Uint8ClampedArray(pixels), bitmap.width, layout);
  bitmap.close();
  return atlas;
}
