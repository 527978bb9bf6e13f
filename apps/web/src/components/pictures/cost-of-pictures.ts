import type { CellSource } from './paint.ts';
import { valueAt } from './pictures.ts';

/** `sum((y − x)²)` over the values of a sample, at the precision of the pictures; null while originals are missing. */
export function costOfPictures({ members, originals }: CellSource, sample: number): number | null {
  const [pictures] = members;
  if (pictures === undefined || originals === null) return null;
  const size = pictures.width * pictures.height * pictures.channels;
  let cost = 0;
  for (let index = sample * size; index < (sample + 1) * size; index++) {
    cost += (valueAt(pictures, index) - valueAt(originals, index)) ** 2;
  }
  return cost;
}
