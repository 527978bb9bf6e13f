import type { Draw, StateValues, TensorMap } from '@hourglass/engine/contract';
import { sizeOfShape } from '@hourglass/presentation';
import * as tf from '@tensorflow/tfjs-core';
import type { CodeHeads, CodeModel, CodeTerms, CodeUpdate, CodeWeights, SampledCode } from './codes/code-model.ts';
import { head } from './codes/head.ts';
import { codeModelOf } from './codes/registry.ts';
import type { StepConfig } from './config.ts';
import type { Recurrence } from './families/family.ts';
import { channelsOf, type HiddenLayer } from './families/hidden-layer.ts';
import { dropoutDrawName, evaluationPass, type NetworkState, type Pass, type Teacher, trainingPass } from './families/pass.ts';
import { families } from './families/registry.ts';
import { likelihoodOf } from './likelihoods/registry.ts';
import { squaredError, squaredErrorPerSample } from './likelihoods/squared-error.ts';
import { mapValues } from './map-values.ts';
import { normalisations } from './normalisations/registry.ts';
import { firstDropoutPurpose, purposes } from './random.ts';
import { repeatRows } from './repeat-rows.ts';
import { named } from './tensor-map.ts';

/*
 * A model of one configuration: a network of its family, its code model and its likelihood. Pure functions of the state. Samples `x` and
 * reconstructions `y` are `[batch, values of a sample]` with the training mean subtracted, whatever the network gets; codes `z` are
 * `[batch, codeSize]`.
 */

/** The training mean in the state of a model whose encoder or likelihood gets samples as they are. */
export const meanName = 'input/mean';

/** Whether the decoder's output has the training mean subtracted: then it is added to a reconstruction. */
export function isOutputCentred({ centre, likelihood }: Pick<StepConfig, 'centre' | 'likelihood'>): boolean {
  return centre && !likelihoodOf(likelihood).usesRawSamples;
}

/** What a training step adds to the samples. */
interface TrainingInput {
  readonly x: tf.Tensor2D;
  /** Adds the noise of a training step to the encoder's input. */
  readonly corrupt: (input: tf.Tensor2D) => tf.Tensor2D;
  readonly draws: TensorMap;
  readonly weights: CodeWeights;
}

interface TrainingObjective {
  /** Summed over the batch: what its gradient minimises. */
  readonly objective: tf.Scalar;
  /** Summed over the batch, by the names of the metric table. */
  readonly metrics: Readonly<Record<string, tf.Scalar>>;
  /** The statistics that the batch changes, by name. */
  readonly statistics: TensorMap;
  /** Rows of parameters to replace after the optimizer's update: which, by the parameter's name. */
  readonly replaced: TensorMap;
  /** The replacement rows, by the parameter's name. */
  readonly replacements: TensorMap;
}

export interface Model {
  /** What the optimizer changes, at the start of training. */
  readonly parameters: StateValues;
  /** The rest of the state at the start of training. @param mean of the training samples */
  statistics(mean: Float32Array): StateValues;
  /** What a training step draws, beside the noise on its samples. */
  draws(batch: number): Readonly<Record<string, Draw>>;
  /** The part of it that an evaluation draws too. */
  codeDraws(batch: number): Readonly<Record<string, Draw>>;
  /** Metrics of an evaluation from the `meanCode` of all samples. */
  readonly summarise: NonNullable<CodeModel['summarise']>;
  /** Whether training minimises more than the cost: then an evaluation has `terms`. */
  readonly hasTerms: boolean;
  /** The mean code. */
  encode(state: NetworkState, x: tf.Tensor2D): tf.Tensor2D;
  /** The mean of the output distribution. */
  decode(state: NetworkState, z: tf.Tensor2D): tf.Tensor2D;
  reconstruct(state: NetworkState, x: tf.Tensor2D): tf.Tensor2D;
  /** The cost of each sample at its mean code, `[batch]`. */
  cost(state: NetworkState, x: tf.Tensor2D): tf.Tensor1D;
  objective(state: NetworkState, input: TrainingInput): TrainingObjective;
  /** The cost of each sample, `[batch]`, and the terms of its objective without noise and dropout: `[batch]` and `[batch, codeSize]`. */
  evaluate(state: NetworkState, x: tf.Tensor2D, given: EvaluationInput): TensorMap;
  /** log p(x, z) − log q(z|x) of one sampled code of each sample, `[batch]`. @throws RangeError where the code is not sampled */
  logWeights(state: NetworkState, x: tf.Tensor2D, draws: TensorMap): tf.Tensor1D;
}

type EvaluationInput = Pick<TrainingInput, 'draws' | 'weights'>;

/** @param seed of the initial parameters, which are drawn on first use: trained ones replace them */
export function createModel(config: StepConfig, sampleShape: readonly number[], seed: number): Model {
  const network = families[config.family].build(config, sampleShape, seed);
  const { hiddenLayers, codeSize } = network;
  const codeModel = codeModelOf(config.code);
  const likelihood = likelihoodOf(config.likelihood);
  const normalisation = normalisations[config.normalisation];
  const size = sizeOfShape(sampleShape);
  const isPlain = config.code.kind === 'plain' && config.likelihood.kind === 'squaredError';
  const usesRaw = !isOutputCentred(config);
  const { recurrence } = network;
  const taughtSteps = recurrence?.taughtSteps ?? null;

  const meanOf = ({ statistics }: NetworkState) => named<tf.Tensor1D>(statistics, meanName);
  const inputOf = (state: NetworkState, x: tf.Tensor2D): tf.Tensor2D => (config.centre ? x : tf.add(x, meanOf(state)));
  const targetOf = (state: NetworkState, x: tf.Tensor2D): tf.Tensor2D => (usesRaw ? tf.add(x, meanOf(state)) : x);
  /** The reconstruction of the decoder's output, with the training mean subtracted. */
  const reconstructionOf = (state: NetworkState, output: tf.Tensor2D): tf.Tensor2D => {
    const mean = likelihood.mean(output);
    return usesRaw ? tf.sub(mean, meanOf(state)) : mean;
  };

  const encode = (state: NetworkState, x: tf.Tensor2D) =>
    codeModel.mean(network.encode(evaluationPass(config, state), inputOf(state, x)), state);
  const decode = (state: NetworkState, codes: tf.Tensor2D) => {
    const z = codeModel.decoded === undefined ? codes : codeModel.decoded(codes, state);
    return reconstructionOf(state, network.decode(evaluationPass(config, state), z));
  };
  const reconstruct = (state: NetworkState, x: tf.Tensor2D) => decode(state, encode(state, x));

  const cost = (state: NetworkState, x: tf.Tensor2D) => squaredErrorPerSample(reconstruct(state, x), x);

  const codeDraws = (batch: number) => codeModel.draws(batch, codeSize, size);

  /** The labels of each row, repeated for each of its codes. */
  const repeatedLabels = (state: NetworkState): NetworkState =>
    state.label === undefined ? state : { ...state, label: repeatRows(state.label, codeModel.samples) };

  /** The objective of each sample, from codes that the code model samples. */
  function termsOf({ encoding, decoding, teach }: Passes, state: NetworkState, { x, input, draws, weights }: TermsInput): SampleTerms {
    const heads = network.encode(encoding, input);
    const code = codeModel.sample(heads, draws, state);
    const target = repeatRows(targetOf(state, x), code.samples);
    const output = network.decode(teach(decoding, target), code.z);
    const losses = tf.reshape<tf.Rank.R2>(likelihood.loss(output, target, state.parameters), [x.shape[0], code.samples]);
    const costs = squaredErrorPerSample(likelihood.mean(output), target);
    const ofNetwork = {
      input,
      encode: (given: tf.Tensor2D) => network.encode(repeatedPass(encoding, given.shape[0] / x.shape[0]), given),
      decode: (z: tf.Tensor2D) => network.decode(decoding, z),
      parameters: state.parameters,
    };
    const terms = codeModel.terms({ heads, code, losses, draws, weights, network: ofNetwork });
    return { ...terms, terms: { ...terms.terms, [likelihood.term]: tf.mean(losses, 1) }, costs, heads, code };
  }

  return {
    get parameters() {
      return {
        ...network.parameters,
        ...ofLayers((channels) => normalisation?.parameters(channels)),
        ...likelihood.parameters(size),
        ...codeModel.parameters?.(seed),
      };
    },
    statistics: (mean) => ({
      ...(usesRaw ? { [meanName]: { shape: [size], values: mean } } : {}),
      ...ofLayers((channels) => normalisation?.statistics(channels)),
      ...codeModel.statistics?.(seed),
    }),
    draws: (batch) => ({
      ...codeDraws(batch),
      ...codeModel.training?.draws(),
      ...(config.dropout === 0 ? {} : dropoutDraws(batch)),
      ...(taughtSteps === null ? {} : { [teacherDrawName]: teacherDraw(batch, taughtSteps) }),
    }),
    codeDraws,
    summarise: (codes, ofCode) => codeModel.summarise?.(codes, ofCode) ?? {},
    hasTerms: !isPlain || recurrence !== undefined,
    encode,
    decode,
    reconstruct,
    cost,

    objective(state, { x, corrupt, draws, weights }) {
      let statistics: TensorMap = {};
      const passOf = (given: NetworkState) =>
        trainingPass(config, given, draws, (changed) => {
          statistics = { ...statistics, ...changed };
        });
      const pass = passOf(state);
      const input = corrupt(inputOf(state, x));
      const teach = (given: Pass, target: tf.Tensor2D) =>
        taughtSteps === null ? given : { ...given, teacher: teacherOf(target, draws, weights) };
      if (isPlain) {
        const target = targetOf(state, x);
        const output = network.decode(teach(pass, target), head(network.encode(pass, input), 'code'));
        const total = squaredError(output, target);
        return { objective: total, metrics: { cost: total }, statistics, ...nothingReplaced };
      }
      const { objective, terms, costs, heads, code } = termsOf({ encoding: pass, decoding: passOf(repeatedLabels(state)), teach }, state, {
        x,
        input,
        draws,
        weights,
      });
      const total = tf.sum<tf.Scalar>(objective);
      const meanCost = tf.div<tf.Scalar>(tf.sum(costs), code.samples);
      const [batch] = x.shape;
      const update = codeModel.training?.update({ heads, code, draws, weights, state });
      return {
        objective: total,
        // As sums over the batch, too.
        metrics: { cost: meanCost, objective: total, ...sums(terms), ...mapValues(update?.metrics ?? {}, (value) => tf.mul(value, batch)) },
        statistics: { ...statistics, ...update?.statistics },
        ...replacementsOf(update),
      };
    },

    evaluate(state, x, { draws, weights }) {
      const meanCode = encode(state, x);
      const costs = squaredErrorPerSample(decode(state, meanCode), x);
      const ofDecoder = recurrence === undefined ? {} : decoderCosts(state, x, { meanCode, recurrence });
      if (isPlain) return { cost: costs, ...ofDecoder };
      const passes = {
        encoding: evaluationPass(config, state),
        decoding: evaluationPass(config, repeatedLabels(state)),
        teach: (pass: Pass) => pass,
      };
      const { objective, terms, vectors } = termsOf(passes, state, { x, input: inputOf(state, x), draws, weights });
      return {
        cost: costs,
        objective,
        ...terms,
        ...vectors,
        ...ofDecoder,
        ...(codeModel.summarise === undefined ? {} : { meanCode }),
      };
    },

    logWeights(state, x, draws) {
      if (config.code.kind !== 'variational') throw new RangeError(`a ${config.code.kind} code has no weights`);
      const pass = evaluationPass(config, state);
      const single = codeModelOf({ ...config.code, samples: 1 });
      const heads = network.encode(pass, inputOf(state, x));
      const code = single.sample(heads, draws, state);
      const loss = likelihood.loss(network.decode(pass, code.z), targetOf(state, x), state.parameters);
      return tf.reshape<tf.Rank.R1>(single.logWeights({ heads, code, losses: tf.expandDims(loss, 1), draws }), [x.shape[0]]);
    },
  };

  /**
   * How much a recurrent decoder needs its code and its own output: the costs of each sample without the code, and with true values in place of the
   * output.
   */
  function decoderCosts(
    state: NetworkState,
    x: tf.Tensor2D,
    { meanCode, recurrence: { feedbackSteps } }: { readonly meanCode: tf.Tensor2D; readonly recurrence: Recurrence },
  ): TensorMap {
    const costOf = (pass: Pass, z: tf.Tensor2D) => squaredErrorPerSample(reconstructionOf(state, network.decode(pass, z)), x);
    const pass = evaluationPass(config, state);
    const zeroCodeCost = costOf(pass, tf.zeros([x.shape[0], codeSize]));
    if (feedbackSteps === null) return { zeroCodeCost };
    const teacher = { target: targetOf(state, x), isForced: tf.ones<tf.Rank.R2>([x.shape[0], feedbackSteps]) };
    return { zeroCodeCost, teacherForcedCost: costOf({ ...pass, teacher }, meanCode) };
  }

  /** Where the target replaces the decoder's own values in a training step. */
  function teacherOf(target: tf.Tensor2D, draws: TensorMap, weights: CodeWeights): Teacher {
    return { target, isForced: tf.cast(tf.less(named<tf.Tensor2D>(draws, teacherDrawName), weights('teacherRate')), 'float32') };
  }

  function teacherDraw(batch: number, steps: number): Draw {
    return { purpose: purposes.teacher, shape: [batch * codeModel.samples, steps], distribution: { kind: 'uniform' } };
  }

  /** State of every hidden layer, by the layer's name. */
  function ofLayers(stateOf: (channels: number) => StateValues | undefined): StateValues {
    const entries = hiddenLayers.flatMap((layer) =>
      Object.entries(stateOf(channelsOf(layer)) ?? {}).map(([name, value]) => [`${layer.name}/${name}`, value] as const),
    );
    return Object.fromEntries(entries);
  }

  function dropoutDraws(batch: number): Readonly<Record<string, Draw>> {
    const distribution = { kind: 'mask', level: config.dropout } as const;
    const drawOf = ({ half, shape }: HiddenLayer, layer: number): Draw => ({
      purpose: firstDropoutPurpose + layer,
      // The decoder gets every sampled code of an input.
      shape: [half === 'encoder' ? batch : batch * codeModel.samples, ...shape],
      distribution,
    });
    return Object.fromEntries(hiddenLayers.map((hidden, layer) => [dropoutDrawName(hidden.name), drawOf(hidden, layer)]));
  }
}

/** The decoder gets every sampled code of an input, so its pass may have more rows. */
interface Passes {
  readonly encoding: Pass;
  readonly decoding: Pass;
  /** The decoder's pass with what it gets of its target. */
  readonly teach: (pass: Pass, target: tf.Tensor2D) => Pass;
}

/** The draw that decides where a decoder gets the values of its target, uniform in `[0, 1)`. */
const teacherDrawName = 'teacher';

interface TermsInput extends EvaluationInput {
  readonly x: tf.Tensor2D;
  /** What the encoder gets. */
  readonly input: tf.Tensor2D;
}

interface SampleTerms extends CodeTerms {
  /** Squared error of the mean reconstruction of each sampled code. */
  readonly costs: tf.Tensor1D;
  readonly heads: CodeHeads;
  readonly code: SampledCode;
}

const nothingReplaced = { replaced: {}, replacements: {} };

function replacementsOf(update: CodeUpdate | undefined): Pick<TrainingObjective, 'replaced' | 'replacements'> {
  if (update === undefined) return nothingReplaced;
  return {
    replaced: mapValues(update.replacedRows, ({ isReplaced }) => isReplaced),
    replacements: mapValues(update.replacedRows, ({ values }) => values),
  };
}

/** A pass whose rows stand for several copies of each sample. */
function repeatedPass(pass: Pass, copies: number): Pass {
  return pass.condition === null ? pass : { ...pass, condition: repeatRows(pass.condition, copies) };
}

function sums(terms: TensorMap): Readonly<Record<string, tf.Scalar>> {
  return mapValues(terms, (term) => tf.sum(term)) as Readonly<Record<string, tf.Scalar>>;
}
