import { sizeOfShape } from '@hourglass/presentation';
import { decodeTestSamples } from '#wire/test-samples-buffer.ts';
import { fetchBytes } from './fetch-bytes.ts';
import type { ModelSource } from './model-source.ts';
import type { PictureRequest } from './picture-request.ts';
import { type AtlasLayout, exactPictures, type Pictures, sampleSize, splitAtlas } from './pictures.ts';

/** @throws Error with a sentence for the reader */
export async function fetchPictures(request: PictureRequest, models: ModelSource, signal: AbortSignal): Promise<Pictures> {
  switch (request.kind) {
    case 'atlas':
      return fetchAtlas(request.url, request.layout, signal);
    case 'exact': {
      const response = await fetchBytes(request.url, signal);
      return exactPictures(new Float32Array(await response.arrayBuffer()), request.layout);
    }
    case 'test-originals': {
      const response = await fetchBytes(request.url, signal);
      const size = sizeOfShape(request.layout.sampleShape);
      return exactPictures(decodeTestSamples(await response.arrayBuffer(), size).samples, request.layout);
    }
    case 'reconstruct': {
      // TensorFlow.js loads only for a sample without a recorded reconstruction.
      const { reconstructInPage } = await import('./reconstruct-in-page.ts');
      return reconstructInPage(request, models, signal);
    }
  }
}

async function fetchAtlas(url: string, layout: AtlasLayout, signal: AbortSignal): Promise<Pictures> {
  const response = await fetchBytes(url, signal);
  if (sampleSize(layout).channels === 4) {
    // A canvas multiplies colours by the opacity, and loses those of transparent pixels.
    const { decode } = await import('fast-png');
    const { data, width } = decode(await response.arrayBuffer());
    return splitAtlas(Uint8ClampedArray.from(data), width, layout);
  }
  // Levels must arrive as they were written: no colour space is converted.
  const bitmap = await createImageBitmap(await response.blob(), { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('This browser can’t create a canvas to decode pictures. Close other tabs and reload the page.');
  context.drawImage(bitmap, 0, 0);
  const pixels = context.getImageData(0, 0, bitmap.width, bitmap.height).data;
  const pictures = splitAtlas(pixels, bitmap.width, layout);
  bitmap.close();
  return pictures;
}
