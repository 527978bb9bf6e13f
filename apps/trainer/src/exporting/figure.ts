import { dataShapeOf, pictureSize } from '@hourglass/datasets/data-kind';
import type { Run, Store } from '@hourglass/db';
import type { NamedEpoch } from '@hourglass/model/metrics';
import { type ColourMap, lookupTable } from '@hourglass/presentation/colour-maps';
import { encode } from 'fast-png';
import { at } from '../at.ts';
import { bestReconstructions, probeReconstructions } from './probe-reconstructions.ts';

/** Samples in the seed's figure. */
const samples = 10;
/** Screen pixels for a sample's pixel, and between cells. */
const scale = 4;
const gap = 2;

/**
 * The seed's figure: ten originals over their reconstructions after the best or the last epoch, with the mean added back, as a PNG.
 *
 * @throws TrainerError NOTHING_RECORDED where the run is not complete, or has no best epoch
 */
export async function seedFigure(
  store: Store,
  run: Run,
  options: { readonly map: ColourMap; readonly at: NamedEpoch },
): Promise<Uint8Array> {
  const { map } = options;
  const { probeSet, values } = await (options.at === 'best' ? bestReconstructions(store, run) : probeReconstructions(store, run));
  const { width, height } = pictureSize(dataShapeOf(probeSet.sampleShape));
  const columns = Math.min(samples, probeSet.indices.length);
  const picture = { width: columns * (width * scale + gap) + gap, height: 2 * (height * scale + gap) + gap };
  const data = new Uint8Array(picture.width * picture.height * 3).fill(255);
  const colours = lookupTable(map);
  const colourAt = (level: number) => {
    // NaN is drawn as the lowest value.
    const start = 3 * (Math.min(255, Math.max(0, level)) || 0);
    return colours.subarray(start, start + 3);
  };
  [probeSet.originals, values].forEach((source, row) => {
    for (let y = 0; y < height * scale; y++) {
      for (let x = 0; x < columns * width * scale; x++) {
        const sample = Math.floor(x / (width * scale));
        const pixel = Math.floor(y / scale) * width + (Math.floor(x / scale) % width);
        const value = at(source, sample * width * height + pixel);
        const level = Math.round((255 * (value - probeSet.low)) / (probeSet.high - probeSet.low));
        const target = (gap + row * (height * scale + gap) + y) * picture.width + gap + sample * gap + x;
        data.set(colourAt(level), target * 3);
      }
    }
  });
  return encode({ ...picture, data, depth: 8, channels: 3 });
}
