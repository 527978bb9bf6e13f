import type { Command } from 'commander';
import { TrainerError } from '../errors.ts';

/** A flag of `sweep`, and the place in a spec that it stands for. */
interface SpecFlag {
  readonly flag: string;
  readonly help: string;
  readonly section: 'spec' | 'model' | 'training';
  readonly field: string;
  readonly read: (text: string) => unknown;
}

const numbers = (text: string) => axis(text.split(',').map(numberOrText));
const words = (text: string) => axis(text.split(',').map((word) => word.trim()));

const specFlags: readonly SpecFlag[] = [
  { flag: '--name <name>', help: 'name of the sweep', section: 'spec', field: 'name', read: (text) => text },
  {
    flag: '--dataset <name or file>',
    help: 'mnist, fashion-mnist, or an IDX or .npy file',
    section: 'spec',
    field: 'dataset',
    read: (text) => text,
  },
  {
    flag: '--seeds <list>',
    help: 'the seed values, for example 0,1,2',
    section: 'spec',
    field: 'seeds',
    read: (text) => text.split(',').map(numberOrText),
  },
  { flag: '--activation <list>', help: 'tanh, relu, elu, sigmoid, linear', section: 'model', field: 'activation', read: words },
  {
    flag: '--output-activation <list>',
    help: 'the same, for the reconstruction',
    section: 'model',
    field: 'outputActivation',
    read: words,
  },
  { flag: '--tied <list>', help: 'true, false', section: 'model', field: 'tied', read: (text) => axis(text.split(',').map(booleanOrText)) },
  {
    flag: '--noise <list>',
    help: 'none, gaussian, masking; gaussian:0.2 sets the level',
    section: 'model',
    field: 'noise',
    read: (text) => axis(text.split(',').map(kindAndLevel)),
  },
  { flag: '--weight-decay <list>', help: 'for example 0,0.001', section: 'model', field: 'weightDecay', read: numbers },
  { flag: '--optimizer <list>', help: 'adam, momentum, sgd', section: 'training', field: 'optimizer', read: words },
  { flag: '--lr <list>', help: 'learning rates, for example 0.001,0.0003', section: 'training', field: 'learningRate', read: numbers },
  { flag: '--schedule <list>', help: 'constant, step, cosine', section: 'training', field: 'schedule', read: words },
  { flag: '--batch <list>', help: 'batch sizes', section: 'training', field: 'batchSize', read: numbers },
  { flag: '--epochs <list>', help: 'passes over the training samples', section: 'training', field: 'epochs', read: numbers },
];

export function addSpecFlags(command: Command): Command {
  command.option(
    '--dims <sizes>',
    'layer sizes, input first, for example 784,256,64; repeat for more networks',
    (text: string, others: readonly string[] = []) => [...others, text],
  );
  return specFlags.reduce((with_, { flag, help }) => with_.option(flag, help), command);
}

/** The document that the flags describe; null where none was given. @throws TrainerError where other flags came without --dims */
export function documentFromFlags(options: Readonly<Record<string, unknown>>): unknown {
  const document: Record<'spec' | 'model' | 'training', Record<string, unknown>> = { spec: { version: 1 }, model: {}, training: {} };
  const given = specFlags.filter((flag) => typeof options[optionName(flag)] === 'string');
  for (const flag of given) document[flag.section][flag.field] = flag.read(String(options[optionName(flag)]));
  const dims = ((options.dims ?? []) as readonly string[]).map((text) => text.split(',').map(numberOrText));
  if (dims.length === 0 && given.length === 0) return null;
  if (dims.length === 0) throw new TrainerError('BAD_INPUT', '--dims: missing; give the layer sizes, for example --dims 784,256,64.');
  return { ...document.spec, model: { dimensions: axis(dims), ...document.model }, training: document.training };
}

/** commander's name for an option: `--weight-decay <list>` → `weightDecay` */
function optionName({ flag }: SpecFlag): string {
  const word = flag.split(' ')[0]?.slice(2) ?? '';
  return word.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** One value is constant, several are an axis. */
function axis(values: readonly unknown[]): unknown {
  return values.length === 1 ? values[0] : values;
}

/** What is no number stays text, so that the spec's own check can name it. */
function numberOrText(text: string): number | string {
  const value = Number(text);
  return text.trim() === '' || Number.isNaN(value) ? text : value;
}

function booleanOrText(text: string): boolean | string {
  return text === 'true' ? true : text === 'false' ? false : text;
}

function kindAndLevel(text: string): unknown {
  const [kind, level] = text.split(':');
  return level === undefined ? kind : { kind, level: numberOrText(level) };
}
