import { gunzipSync } from 'node:zlib';
import { at } from '@hourglass/presentation/at';
import { fileIn } from './file-in.ts';
import { packagedVersion } from './packaged-folder.ts';
import type { PackagedParts, PackagedSamples } from './packaged-samples.ts';

const table = 'sklearn/datasets/data/digits.csv.gz';

export const digitsPackage = {
  registry: 'PyPI',
  name: 'scikit-learn',
  version: packagedVersion('digits'),
  bytes: 9.5e6,
  files: { [table]: '09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22' },
} as const;

const side = 8;
const size = side * side;
/** The others are the test. */
const trainCount = 1_437;
/** Values of the file are from 0 to 16: the black pixels of a block of 4 × 4. */
const levels = 16;

export function readDigits(files: ReadonlyMap<string, Uint8Array>): PackagedParts {
  const rows = gunzipSync(fileIn(files, table))
    .toString('latin1')
    .trim()
    .split('\n')
    .map((line) => line.split(',').map(Number));
  return { train: samplesOf(rows.slice(0, trainCount)), test: samplesOf(rows.slice(trainCount)) };
}

function samplesOf(rows: readonly (readonly number[])[]): PackagedSamples {
  return {
    sampleShape: [side, side],
    samples: rows.map((row) => Float32Array.from(row.slice(0, size), (value) => value / levels)),
    classes: rows.map((row) => String(at(row, size))),
  };
}
