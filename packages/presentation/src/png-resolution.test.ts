import { crc32, deflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { withPixelsPerInch } from './png-resolution.ts';

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

it('puts a pHYs chunk after the header, with the checksum that zlib computes', () => {
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  // One gray pixel of 8 bits.
  const header = chunk('IHDR', Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0));
  const rest = Buffer.concat([chunk('IDAT', deflateSync(Uint8Array.of(0, 128))), chunk('IEND', new Uint8Array())]);
  // 288 / 0.0254 = 11338.6 pixels per meter, in both directions; unit 1 is the meter.
  const resolution = chunk('pHYs', Uint8Array.of(0, 0, 0x2c, 0x4b, 0, 0, 0x2c, 0x4b, 1));
  const png = Buffer.concat([signature, header, rest]);
  expect(Buffer.from(withPixelsPerInch(png, 288))).toEqual(Buffer.concat([signature, header, resolution, rest]));
});
