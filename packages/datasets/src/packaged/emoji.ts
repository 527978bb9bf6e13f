import sharp from 'sharp';
import { z } from 'zod';
import { fileIn } from './file-in.ts';
import { packagedVersion } from './packaged-folder.ts';
import { type GroupedSample, type PackagedParts, splitGroups } from './packaged-samples.ts';

const sheet = 'img/google/sheets-clean/32.png';
const list = 'emoji.json';

export const emojiPackage = {
  registry: 'npm',
  name: 'emoji-datasource-google',
  version: packagedVersion('emoji'),
  bytes: 74.4e6,
  files: {
    [sheet]: 'b417e9f6cd4bbc10656bbfd5e13b6e9a2545b55e6a4cf7312d75be1faaa34952',
    [list]: '1d602e65be88772bf8cc368ce16b855d719eeddbafe128d471b80203f494d29f',
  },
} as const;

const cell = z.looseObject({ sheet_x: z.int(), sheet_y: z.int() });
const entries = z.array(cell.extend({ unified: z.string(), category: z.string(), skin_variations: z.record(z.string(), cell).optional() }));

const side = 32;
/** What transparent pixels of the sheet become: part of the data, not a colour of the pages. */
const white = { r: 255, g: 255, b: 255 } as const;

/** A transparent pixel on every side of a cell. */
const pitch = side + 2;

/** Every emoji on white. An emoji and its skin tones are in the same part: they differ in little but a colour. */
export async function readEmoji(files: ReadonlyMap<string, Uint8Array>): Promise<PackagedParts> {
  const { data, info } = await sharp(fileIn(files, sheet)).flatten({ background: white }).raw().toBuffer({ resolveWithObject: true });
  const line = info.width * info.channels;
  const valuesAt = ({ sheet_x, sheet_y }: z.output<typeof cell>) => {
    const values = new Uint8Array(side * side * 3);
    for (let row = 0; row < side; row++) {
      const from = (sheet_y * pitch + 1 + row) * line + (sheet_x * pitch + 1) * 3;
      values.set(data.subarray(from, from + side * 3), row * side * 3);
    }
    return values;
  };
  const all = entries
    .parse(JSON.parse(Buffer.from(fileIn(files, list)).toString('utf8')))
    .flatMap(({ unified, category, skin_variations, ...base }): readonly GroupedSample[] =>
      [base, ...Object.values(skin_variations ?? {})].map((each) => ({ values: valuesAt(each), className: category, group: unified })),
    );
  return splitGroups(all, [side, side, 3]);
}
