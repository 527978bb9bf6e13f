import { layoutFamilies } from '@hourglass/model/layout';
import { type Syntax, syntaxes } from './syntax.ts';

/** A flag of `sweep` and the field of a spec that it sets. */
export interface SpecFlag {
  readonly flag: string;
  readonly help: string;
  readonly section: 'spec' | 'dataset' | 'record' | 'model' | 'training';
  readonly field: string;
  readonly syntax: Syntax;
}

const {
  text,
  boolean,
  number: wholeNumber,
  numbers,
  wordsOrNone,
  numberAxis,
  wordAxis,
  booleanAxis,
  levelAxis,
  betaAxis,
  everyKind,
} = syntaxes;

export const specFlags: readonly SpecFlag[] = [
  { flag: '--name <name>', help: 'name of the sweep', section: 'spec', field: 'name', syntax: text },
  {
    flag: '--dataset <name or file>',
    help: 'mnist, fashion-mnist, digits, emoji, animals, a .npy, .npz, IDX or CSV file, or a folder (ending in /) or .zip of pictures',
    section: 'spec',
    field: 'dataset',
    syntax: text,
  },
  {
    flag: '--scale <kind>',
    help: 'how values are scaled: auto (bytes by 255), none, unit (0 to 1) or standard (mean 0, deviation 1)',
    section: 'dataset',
    field: 'scale',
    syntax: text,
  },
  {
    flag: '--validation <samples>',
    help: 'samples held out for validation; 0 for none',
    section: 'dataset',
    field: 'validation',
    syntax: wholeNumber,
  },
  { flag: '--limit <samples>', help: 'train on the first samples only', section: 'dataset', field: 'limit', syntax: wholeNumber },
  {
    flag: '--shape <sizes>',
    help: 'shape of a sample, for example 8,8 to draw 64 values as a picture',
    section: 'dataset',
    field: 'shape',
    syntax: numbers,
  },
  {
    flag: '--kind <kind>',
    help: 'series: a file of shape [count, time] or [count, time, channels] holds series',
    section: 'dataset',
    field: 'kind',
    syntax: text,
  },
  { flag: '--as <kind>', help: 'series: the rows of images are the steps of series', section: 'dataset', field: 'as', syntax: text },
  {
    flag: '--binarise <kind>',
    help: 'values as probabilities of 0 and 1: none, static (drawn once), dynamic (training draws anew in every step)',
    section: 'dataset',
    field: 'binarise',
    syntax: text,
  },
  {
    flag: '--size <pixels>',
    help: 'pictures of a folder: height and width that they are brought to',
    section: 'dataset',
    field: 'size',
    syntax: wholeNumber,
  },
  {
    flag: '--fit <kind>',
    help: 'pictures of a folder that are not square: crop (their middle), pad (on white), stretch',
    section: 'dataset',
    field: 'fit',
    syntax: text,
  },
  { flag: '--colour <kind>', help: 'pictures of a folder: keep, gray', section: 'dataset', field: 'colour', syntax: text },
  {
    flag: '--skip-damaged <true or false>',
    help: 'go on without pictures that can’t be used',
    section: 'dataset',
    field: 'skipDamaged',
    syntax: boolean,
  },
  { flag: '--seeds <list>', help: 'the seed values, for example 0,1,2', section: 'spec', field: 'seeds', syntax: numbers },
  {
    flag: '--minimise <metric>',
    help: 'the metric that ranks epochs and runs, lowest first, for example validation.objective; validation.cost unless given',
    section: 'spec',
    field: 'minimise',
    syntax: text,
  },
  {
    flag: '--maximise <metric>',
    help: 'the same, highest first, for example validation.activeUnits',
    section: 'spec',
    field: 'maximise',
    syntax: text,
  },
  { flag: '--family <list>', help: layoutFamilies.join(', '), section: 'model', field: 'family', syntax: wordAxis },
  {
    flag: '--code-size <list>',
    help: 'convolutional, recurrent: numbers in the code',
    section: 'model',
    field: 'codeSize',
    syntax: numberAxis,
  },
  { flag: '--kernel <list>', help: 'convolutional: height and width of kernels', section: 'model', field: 'kernel', syntax: numberAxis },
  {
    flag: '--upsampling <list>',
    help: 'convolutional: transposed, nearest',
    section: 'model',
    field: 'upsampling',
    syntax: wordAxis,
  },
  { flag: '--cell <list>', help: 'recurrent: lstm, gru', section: 'model', field: 'cell', syntax: wordAxis },
  {
    flag: '--bidirectional <list>',
    help: 'recurrent: true, false: whether the encoder reads series in both directions',
    section: 'model',
    field: 'bidirectional',
    syntax: booleanAxis,
  },
  {
    flag: '--decoder <list>',
    help: 'recurrent: repeat (the code in each step), feedback (also its own output of the step before)',
    section: 'model',
    field: 'decoder',
    syntax: wordAxis,
  },
  {
    flag: '--teacher-forcing <list>',
    help: 'recurrent: none, linear: whether a feedback decoder gets true values in training',
    section: 'model',
    field: 'teacherForcing',
    syntax: wordAxis,
  },
  {
    flag: '--reverse-target <list>',
    help: 'recurrent: true, false: whether the decoder begins with the last step',
    section: 'model',
    field: 'reverseTarget',
    syntax: booleanAxis,
  },
  {
    flag: '--initialisation <list>',
    help: 'fanIn, glorotUniform, heUniform',
    section: 'model',
    field: 'initialisation',
    syntax: wordAxis,
  },
  {
    flag: '--activation <list>',
    help: 'tanh, relu, elu, sigmoid, linear, leakyRelu, gelu, silu, softplus',
    section: 'model',
    field: 'activation',
    syntax: wordAxis,
  },
  {
    flag: '--output-activation <list>',
    help: 'the same, for the reconstruction',
    section: 'model',
    field: 'outputActivation',
    syntax: wordAxis,
  },
  { flag: '--tied <list>', help: 'true, false', section: 'model', field: 'tied', syntax: booleanAxis },
  { flag: '--normalisation <list>', help: 'none, batch, layer', section: 'model', field: 'normalisation', syntax: wordAxis },
  {
    flag: '--dropout <list>',
    help: 'probability of setting a hidden value to 0, for example 0,0.2',
    section: 'model',
    field: 'dropout',
    syntax: numberAxis,
  },
  {
    flag: '--centre <list>',
    help: 'true, false: whether the encoder gets samples minus the training mean',
    section: 'model',
    field: 'centre',
    syntax: booleanAxis,
  },
  {
    flag: '--code <list>',
    help: 'plain, variational, sparse, contractive, wasserstein, quantized, regularized; variational:4 sets beta',
    section: 'model',
    field: 'code',
    syntax: betaAxis,
  },
  { flag: '--likelihood <list>', help: 'squaredError, bernoulli, gaussian', section: 'model', field: 'likelihood', syntax: wordAxis },
  {
    flag: '--condition <list>',
    help: 'none, label: one-hot labels to the encoder and to the decoder',
    section: 'model',
    field: 'condition',
    syntax: wordAxis,
  },
  {
    flag: '--noise <list>',
    help: 'none, gaussian, masking; gaussian:0.2 sets the level',
    section: 'model',
    field: 'noise',
    syntax: levelAxis,
  },
  { flag: '--weight-decay <list>', help: 'for example 0,0.001', section: 'model', field: 'weightDecay', syntax: numberAxis },
  { flag: '--optimizer <list>', help: 'adam, momentum, sgd', section: 'training', field: 'optimizer', syntax: wordAxis },
  { flag: '--lr <list>', help: 'learning rates, for example 0.001,0.0003', section: 'training', field: 'learningRate', syntax: numberAxis },
  { flag: '--schedule <list>', help: 'constant, step, cosine', section: 'training', field: 'schedule', syntax: wordAxis },
  {
    flag: '--clip-norm <list>',
    help: 'largest norm of all gradients; 0 for none',
    section: 'training',
    field: 'clipNorm',
    syntax: numberAxis,
  },
  {
    flag: '--clip-value <list>',
    help: 'largest absolute gradient; 0 for none',
    section: 'training',
    field: 'clipValue',
    syntax: numberAxis,
  },
  { flag: '--batch <list>', help: 'batch sizes', section: 'training', field: 'batchSize', syntax: numberAxis },
  { flag: '--epochs <list>', help: 'passes over the training samples', section: 'training', field: 'epochs', syntax: numberAxis },
  { flag: '--baselines <list>', help: 'pca, mean, or none', section: 'spec', field: 'baselines', syntax: wordsOrNone },
  {
    flag: '--extendable <true or false>',
    help: 'complete runs can be given more epochs',
    section: 'spec',
    field: 'extendable',
    syntax: boolean,
  },
  {
    flag: '--reconstructions <kind>',
    help: 'which epochs keep their reconstructions: thinned, every:10 or all',
    section: 'record',
    field: 'reconstructions',
    syntax: everyKind,
  },
];

/** A flag of `model` whose value is a list of sizes. It is repeated for an axis: once for each list. */
export interface SizesFlag extends Pick<SpecFlag, 'flag' | 'help'> {
  readonly field: string;
}

export const sizesFlags: readonly SizesFlag[] = [
  {
    flag: '--dims <sizes>',
    help: 'dense: layer sizes, input first, for example 784,256,64; repeat for more networks',
    field: 'dimensions',
  },
  {
    flag: '--channels <sizes>',
    help: 'convolutional: channels after each stage, for example 16,32; repeat for more networks',
    field: 'channels',
  },
  {
    flag: '--hidden <sizes>',
    help: 'convolutional: dense layers before the code, for example 128, or none; repeat for more networks',
    field: 'hidden',
  },
  {
    flag: '--units <sizes>',
    help: 'recurrent: units of the encoder’s layers, for example 64 or 64,32; repeat for more networks',
    field: 'units',
  },
];

/** Whether a document of these `model` fields must name the layers of dense networks. */
export function needsDimensions({ family = 'dense' }: Readonly<Record<string, unknown>>): boolean {
  return [family].flat().includes('dense');
}

/** `--weight-decay <list>` → `--weight-decay` */
export function flagWord({ flag }: Pick<SpecFlag, 'flag'>): string {
  return flag.split(' ')[0] ?? flag;
}

/** The name of the option in a parser's result: `--weight-decay <list>` → `weightDecay` */
export function optionName(flag: Pick<SpecFlag, 'flag'>): string {
  return flagWord(flag)
    .slice(2)
    .replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
