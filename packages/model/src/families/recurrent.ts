import type { StateValue, StateValues, TensorMap } from '@hourglass/engine/contract';
import { scan } from '@hourglass/engine/scan';
import * as tf from '@tensorflow/tfjs-core';
import type { StepConfig } from '../config.ts';
import { likelihoodOf } from '../likelihoods/registry.ts';
import { named, nest, unnest } from '../tensor-map.ts';
import { activations } from './activations.ts';
import { encoderHeads, headPrefixes } from './encoder-heads.ts';
import type { Family, Network } from './family.ts';
import type { HiddenLayer } from './hidden-layer.ts';
import { initialWeights, orthogonalWeights, zeroBiases } from './initialisation.ts';
import { conditioned, type Pass, type Teacher } from './pass.ts';
import { recurrentCell, scannedCell } from './recurrent-cells.ts';
import { cellSizes, type RecurrentLayer, recurrentLayersOf } from './recurrent-layers.ts';

type Config = Extract<StepConfig, { family: 'recurrent' }>;

/** Values by step: `[steps, batch, values of a step]`. */
type Sequence = tf.Tensor3D;

/**
 * Recurrent layers that read a series step by step; the state after the last step, of both directions one after the other, gives a linear code. The
 * decoder is recurrent too, and a fully connected layer maps its output to the values of a step.
 *
 * Parameters of a recurrent layer: `<half>/<layer>/weights` `[inputs, units · gates]`, `/biases`, `/recurrent/weights` `[units, units · gates]` and,
 * of a GRU, `/recurrent/biases`; the backward direction has them under `<half>/<layer>/backward`. The code and the output of a step are the layers
 * after the recurrent ones. Weights of inputs follow `initialisation`; recurrent ones have orthonormal rows (Saxe, McClelland & Ganguli 2014); the
 * forget gate's biases are 1 (Jozefowicz, Zaremba & Sutskever 2015); others are 0. A condition is appended to the values of each step, and to the code.
 */
export const recurrent: Family<Config> = {
  name: 'recurrent',

  build(config, sampleShape, seed): Network {
    const { steps, features, encoder, decoder } = recurrentLayersOf(config, sampleShape);
    const [first, ...others] = decoder;
    if (first === undefined) throw new RangeError('there is at least one layer: the schema says so');
    const depth = config.units.length;
    const cell = recurrentCell(config.cell, config.activation);
    const outputActivation = activations[config.outputActivation];
    const likelihood = likelihoodOf(config.likelihood);

    /** All steps of one direction of a layer. */
    const run = (parameters: TensorMap, { name, units }: Pick<RecurrentLayer, 'name' | 'units'>, sums: Sequence) => {
      const { final, outputs } = scan(scannedCell(cell), {
        initial: cell.initial(sums.shape[1], units),
        inputs: { sums },
        weights: recurrentWeights(parameters, name),
      });
      return { last: named<tf.Tensor2D>(final, 'h'), outputs: named<Sequence>(outputs, 'h') };
    };

    /** The outputs of a layer without those that are dropped. */
    const kept = (pass: Pass, layer: string, outputs: Sequence): Sequence => {
      const mask = pass.kept(layer);
      return mask === null ? outputs : tf.mul(outputs, tf.transpose(mask, [1, 0, 2]));
    };

    const encode = (pass: Pass, x: tf.Tensor2D) => {
      const { parameters } = pass;
      let current = byStep(x, steps, features, pass);
      let last: tf.Tensor2D | undefined;
      for (let layer = 0; layer < depth; layer++) {
        const isLast = layer === depth - 1;
        const directions = encoder
          .filter(({ index }) => index === layer)
          .map((direction) => {
            const { isBackward } = direction;
            const read = isBackward ? tf.reverse(current, 0) : current;
            const found = run(parameters, direction, sumsOf(parameters, direction.name, read));
            return { last: found.last, outputs: isBackward ? tf.reverse(found.outputs, 0) : found.outputs };
          });
        if (isLast) last = joined(directions.map((direction) => direction.last));
        else current = kept(pass, `encoder/${layer}`, joined(directions.map(({ outputs }) => outputs)));
      }
      if (last === undefined) throw new RangeError('there is at least one layer: the schema says so');
      const mask = pass.kept<tf.Tensor2D>(`encoder/${depth - 1}`);
      const values = mask === null ? last : tf.mul<tf.Tensor2D>(last, mask);
      return encoderHeads(config.code, depth, { parameters, values, activate: activations.linear });
    };

    /** The values of steps from the outputs of the last recurrent layer, `[..., units]`. */
    const stepValues = (parameters: TensorMap, outputs: tf.Tensor2D): tf.Tensor2D =>
      outputActivation(affine(outputs, parameters, `decoder/${depth}`));

    const repeated = (pass: Pass, z: tf.Tensor2D): Sequence => {
      const { parameters } = pass;
      const [rows] = z.shape;
      const sums = affine(conditioned(z, pass), parameters, first.name);
      const everyStep = tf.tile(tf.expandDims<Sequence>(sums, 0), [steps, 1, 1]);
      let current = kept(pass, first.name, run(parameters, first, everyStep).outputs);
      for (const layer of others) current = kept(pass, layer.name, run(parameters, layer, sumsOf(parameters, layer.name, current)).outputs);
      const values = stepValues(parameters, flattened(current));
      return tf.reshape(values, [steps, rows, features]);
    };

    /** One scan through all layers, because the first needs the last one's output of the step before. */
    const fedBack = (pass: Pass, z: tf.Tensor2D): Sequence => {
      const { parameters } = pass;
      const [rows] = z.shape;
      const code = conditioned(z, pass);
      // The weights of the first layer: those of the previous output come first.
      const [ofOutput, ofCode] = tf.split(
        named<tf.Tensor2D>(parameters, `${first.name}/weights`),
        [features, first.inputs - features],
        0,
      ) as [tf.Tensor2D, tf.Tensor2D];
      const codeSums = tf.add<tf.Tensor2D>(tf.matMul(code, ofCode), named(parameters, `${first.name}/biases`));
      const masks = Object.fromEntries(
        decoder.flatMap(({ name }) => {
          const mask = pass.kept<tf.Tensor3D>(name);
          return mask === null ? [] : [[`kept/${name}`, tf.transpose(mask, [1, 0, 2])]];
        }),
      );
      const { teacher } = pass;
      const taught = teacher === null ? {} : teacherInputs(teacher);
      const { outputs } = scan(
        ({ state, inputs, weights }) => {
          let next: TensorMap = {};
          const ofLayer = (layer: RecurrentLayer, sums: tf.Tensor2D): tf.Tensor2D => {
            const found = cell.next({ state: unnest(layer.name, state), sums, weights: recurrentWeights(weights, layer.name) });
            next = { ...next, ...nest(layer.name, found) };
            const h = named<tf.Tensor2D>(found, 'h');
            const mask = inputs[`kept/${layer.name}`];
            return mask === undefined ? h : tf.mul(h, mask);
          };
          const own = named<tf.Tensor2D>(state, 'y');
          const { isForced, target } = inputs;
          // own + forced · (target − own)
          const previous =
            isForced === undefined || target === undefined ? own : tf.add<tf.Tensor2D>(own, tf.mul(isForced, tf.sub(target, own)));
          const sums = tf.add<tf.Tensor2D>(named(inputs, 'codeSums'), tf.matMul(previous, named<tf.Tensor2D>(weights, 'ofOutput')));
          let current = ofLayer(first, sums);
          for (const layer of others) current = ofLayer(layer, affine(current, weights, layer.name));
          const values = stepValues(weights, current);
          return { state: { ...next, y: likelihood.mean(values) }, outputs: { values } };
        },
        {
          initial: {
            ...Object.assign({}, ...decoder.map(({ name, units }) => nest(name, cell.initial(rows, units)))),
            y: tf.zeros([rows, features]),
          },
          inputs: { codeSums: tf.tile(tf.expandDims(codeSums, 0), [steps, 1, 1]), ...masks, ...taught },
          weights: { ...decoderWeights(parameters, others, depth), ...recurrentWeightsOfAll(parameters, decoder), ofOutput },
        },
      );
      return named(outputs, 'values');
    };

    /** What the scan gets of a teacher: in each step the target of the step before, in the order in which the decoder writes. */
    const teacherInputs = ({ target, isForced }: Teacher) => {
      const series = tf.transpose(tf.reshape<tf.Rank.R3>(target, [target.shape[0], steps, features]), [1, 0, 2]);
      const written = config.reverseTarget ? tf.reverse(series, 0) : series;
      const before = tf.concat<Sequence>([tf.zeros([1, target.shape[0], features]), tf.slice(written, [0, 0, 0], [steps - 1, -1, -1])], 0);
      return { target: before, isForced: tf.expandDims(tf.transpose(isForced), 2) };
    };

    const decode = (pass: Pass, z: tf.Tensor2D): tf.Tensor2D => {
      const written = config.decoder === 'repeat' ? repeated(pass, z) : fedBack(pass, z);
      const inOrder = config.reverseTarget ? tf.reverse(written, 0) : written;
      return tf.reshape<tf.Rank.R2>(tf.transpose(inOrder, [1, 0, 2]), [z.shape[0], steps * features]);
    };

    let drawn: StateValues | undefined;
    return {
      // Drawn on first use: trained parameters replace them.
      get parameters() {
        drawn ??= initialParameters(config, sampleShape, seed);
        return drawn;
      },
      hiddenLayers: hiddenLayersOf(config, steps),
      codeSize: config.codeSize,
      recurrence: {
        feedbackSteps: config.decoder === 'feedback' ? steps : null,
        taughtSteps: config.teacherForcing.kind === 'none' ? null : steps,
      },
      encode,
      decode,
    };
  },
};

/** A batch of series by step, each with the condition of its series. */
function byStep(x: tf.Tensor2D, steps: number, features: number, { condition }: Pick<Pass, 'condition'>): Sequence {
  const series = tf.transpose(tf.reshape<tf.Rank.R3>(x, [x.shape[0], steps, features]), [1, 0, 2]);
  if (condition === null) return series;
  return tf.concat<Sequence>([series, tf.tile(tf.expandDims<Sequence>(condition, 0), [steps, 1, 1])], 2);
}

/** One matrix of all steps, `[steps · batch, values]`. */
function flattened(sequence: Sequence): tf.Tensor2D {
  const [steps, rows, values] = sequence.shape;
  return tf.reshape(sequence, [steps * rows, values]);
}

/** The products of all steps with a layer's weights at once, and its biases. */
function sumsOf(parameters: TensorMap, layer: string, sequence: Sequence): Sequence {
  const [steps, rows] = sequence.shape;
  return tf.reshape(affine(flattened(sequence), parameters, layer), [steps, rows, -1]);
}

function affine(values: tf.Tensor2D, parameters: TensorMap, layer: string): tf.Tensor2D {
  return tf.add(tf.matMul(values, named<tf.Tensor2D>(parameters, `${layer}/weights`)), named(parameters, `${layer}/biases`));
}

/** The weights that a cell uses in every step, by their names in the cell. */
function recurrentWeights(parameters: TensorMap, layer: string): TensorMap {
  return nest('recurrent', unnest(`${layer}/recurrent`, parameters));
}

function recurrentWeightsOfAll(parameters: TensorMap, layers: readonly RecurrentLayer[]): TensorMap {
  return Object.assign({}, ...layers.map(({ name }) => nest(`${name}/recurrent`, unnest(`${name}/recurrent`, parameters))));
}

/** Weights and biases of the layers after the first, and of the output. */
function decoderWeights(parameters: TensorMap, layers: readonly RecurrentLayer[], output: number): TensorMap {
  const names = [...layers.map(({ name }) => name), `decoder/${output}`].flatMap((name) => [`${name}/weights`, `${name}/biases`]);
  return Object.fromEntries(names.map((name) => [name, named(parameters, name)]));
}

function joined<Kind extends tf.Tensor>(directions: readonly Kind[]): Kind {
  const [only] = directions;
  if (only !== undefined && directions.length === 1) return only;
  return tf.concat([...directions], -1);
}

/** Outputs of the recurrent layers; of the encoder's last one, its state after the last step. */
function hiddenLayersOf({ units, bidirectional }: Config, steps: number): readonly HiddenLayer[] {
  const directions = bidirectional ? 2 : 1;
  const last = units.length - 1;
  return [
    ...units.map((count, layer) => ({
      half: 'encoder' as const,
      name: `encoder/${layer}`,
      shape: layer === last ? [directions * count] : [steps, directions * count],
    })),
    ...units.toReversed().map((count, layer) => ({ half: 'decoder' as const, name: `decoder/${layer}`, shape: [steps, count] })),
  ];
}

function initialParameters(config: Config, sampleShape: readonly number[], seed: number): StateValues {
  const { initialisation, cell, code, codeSize } = config;
  const { encoder, decoder, output, beforeCode } = recurrentLayersOf(config, sampleShape);
  let layer = 0;
  const dense = (name: string, inputs: number, outputs: number): [string, StateValue][] => [
    [`${name}/weights`, initialWeights(initialisation, [inputs, outputs], { inputs, outputs }, { seed, layer: layer++ })],
    [`${name}/biases`, zeroBiases(outputs)],
  ];
  const ofCell = ({ name, inputs, units, columns }: RecurrentLayer): [string, StateValue][] => [
    [`${name}/weights`, initialWeights(initialisation, [inputs, columns], { inputs, outputs: columns }, { seed, layer: layer++ })],
    [`${name}/biases`, cell === 'lstm' ? withOpenForgetGate(units) : zeroBiases(columns)],
    [`${name}/recurrent/weights`, orthogonalWeights([units, columns], { seed, layer: layer++ })],
    ...(cellSizes[cell].hasRecurrentBiases ? [[`${name}/recurrent/biases`, zeroBiases(columns)] as [string, StateValue]] : []),
  ];
  const depth = config.units.length;
  return Object.fromEntries([
    ...encoder.flatMap(ofCell),
    ...headPrefixes(code, depth).flatMap((name) => dense(name, beforeCode, codeSize)),
    ...decoder.flatMap(ofCell),
    ...dense(`decoder/${depth}`, output.inputs, output.outputs),
  ]);
}

/** At the start of training, the forget gate keeps the state. */
function withOpenForgetGate(units: number): StateValue {
  const values = new Float32Array(4 * units);
  values.fill(1, units, 2 * units);
  return { shape: [4 * units], values };
}
