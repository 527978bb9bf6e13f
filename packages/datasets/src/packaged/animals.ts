import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { at } from '@hourglass/presentation/at';
import { fileIn } from './file-in.ts';
import { packagedVersion } from './packaged-folder.ts';
import { type PackagedParts, splitGroups } from './packaged-samples.ts';

const pictures = 'animal_mnist/data/Animal_MNIST/animal_data_version_3.gz';
const labels = 'animal_mnist/data/Animal_MNIST/animal_label_version_3.gz';

export const animalsPackage = {
  registry: 'PyPI',
  name: 'animal-mnist',
  version: packagedVersion('animals'),
  bytes: 2.6e6,
  files: {
    [pictures]: '68a30346781a0984f839463a4615d2decb899d1ce65091bb92586311754a34ce',
    [labels]: 'dec8dba7c469830989fbab46825021a08a38470753a512f27ada847eced97b57',
  },
} as const;

const count = 10_000;
const side = 28;
/** In the order of their numbers in the file. */
const names = ['bear', 'bird', 'cat', 'cow', 'dog', 'elephant', 'giraffe', 'horse', 'sheep', 'zebra'];
/** Bytes before the values: pickled headers, whose length is that of this one version. */
const picturesStart = 150;
const labelsStart = 146;

/** The file is sorted by class, and 284 of its silhouettes occur more than once: equal ones are in the same part. */
export function readAnimals(files: ReadonlyMap<string, Uint8Array>): PackagedParts {
  const pixels = gunzipSync(fileIn(files, pictures));
  const classes = gunzipSync(fileIn(files, labels));
  const all = Array.from({ length: count }, (_, row) => {
    const from = picturesStart + row * side * side;
    const values = Uint8Array.from(pixels.subarray(from, from + side * side));
    return {
      values,
      className: at(names, at(classes, labelsStart + 8 * row)),
      group: createHash('sha256').update(values).digest('hex'),
    };
  });
  return splitGroups(all, [side, side]);
}
