/** Signature, then the IHDR chunk: length, type, 13 bytes of data, checksum (PNG, third edition, sections 5.2 and 11.2.1). */
const headerEnd = 8 + 4 + 4 + 13 + 4;
const inchesPerMeter = 100 / 2.54;

/** Adds the number of pixels per inch to a PNG without one, so that documents show it in its intended size. */
export function withPixelsPerInch(png: Uint8Array, pixelsPerInch: number): Uint8Array {
  const chunk = new Uint8Array(4 + 4 + 9 + 4);
  const view = new DataView(chunk.buffer);
  const pixelsPerMeter = Math.round(pixelsPerInch * inchesPerMeter);
  view.setUint32(0, 9);
  chunk.set(new TextEncoder().encode('pHYs'), 4);
  view.setUint32(8, pixelsPerMeter);
  view.setUint32(12, pixelsPerMeter);
  // The unit: 1 is the meter.
  view.setUint8(16, 1);
  view.setUint32(17, crc32(chunk.subarray(4, 17)));
  const result = new Uint8Array(png.length + chunk.length);
  result.set(png.subarray(0, headerEnd));
  result.set(chunk, headerEnd);
  result.set(png.subarray(headerEnd), headerEnd + chunk.length);
  return result;
}

/** ISO 3309, as PNG uses it: polynomial 0xedb88320, bits reversed. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
