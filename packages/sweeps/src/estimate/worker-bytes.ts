import { isFitted, scaleOf } from '@hourglass/datasets/catalog';
import { coupledRows, describeNetwork, evaluationRowsOf, gridOf, pairValuesOf, passesOf, type RunConfig } from '@hourglass/model/config';
import { sizeOfShape } from '@hourglass/presentation';
import { type DatasetFacts, sampleShapeOf, valueTypeOf } from '../dataset-facts.ts';

/*
 * The most that a worker holds at once, as measured on native TensorFlow 2.21 (docs/launching.md): networks of 1,600 to 11.7 million
 * parameters, dense and convolutional, batches of 100 to 5,000, data of 43 to 155 MB, the larger ones within a tenth of this. Other engines hold less.
 */

/** Node, TensorFlow and what is compiled, without data. */
const base = 660e6;
/**
 * Bytes for each training value: files as they were read, held-out samples, and copies in the engine. Numbers are held in float32, and so are bytes whose
 * scale is fitted; measured with files of float32 (6.7), float64 (10.3) and scaled bytes (7.4).
 */
const bytesPerValue = { bytes: 2.4, numbers: 10 } as const;
/** Bytes for each probability that training steps draw from; a data set keeps them beside its samples. */
const bytesPerProbability = { bytes: 1, numbers: 4 } as const;
/** Parameters, gradients, the optimizer's state, and copies of all of them while a checkpoint is written: 20 in float32. */
const bytesPerParameter = 80;
/** Bytes for each value between two layers and each sample of a batch: forward and backward parts in float32. */
const bytesPerActivation = 21;
/** Bytes for each value between two layers and each sample of a block that is evaluated. */
const bytesPerEvaluated = 8;
/** Further bytes for each value that the decoder gives for an evaluated sample, with every sample of its code: the arrays of its loss. */
const bytesPerOutput = 40;
/** Further bytes for each code that a position of an evaluated sample may choose: an evaluation holds several arrays of distances and choices. */
const bytesPerChoice = 52;

/**
 * Memory that a worker takes where its runs are not known yet: the tutorial's network on MNIST, rounded up. A worker of several sweeps also keeps
 * other data sets, within the budget of packages/datasets/src/resident-datasets.ts.
 */
export const typicalWorkerBytes = 800e6;

/** What terms hold that compare every two samples of a batch, or of a block of an evaluation. */
function pairBytes({ code, batchSize }: RunConfig, codeSize: number): number {
  return 4 * pairValuesOf(code, codeSize) * Math.max(batchSize, coupledRows) ** 2;
}

/** What the evaluation of one block of samples holds. Blocks are larger than small batches. */
function evaluationBytes(config: RunConfig, sampleShape: readonly number[]): number {
  const { activationValues, encodedSize, codeSize } = describeNetwork(config, sampleShape);
  const outputs = passesOf(config.code, codeSize).decoder * sizeOfShape(sampleShape);
  const choices = encodedSize * (gridOf(config.code)?.codes ?? 0);
  return (
    evaluationRowsOf(config, sampleShape) * (bytesPerEvaluated * activationValues + bytesPerOutput * outputs + bytesPerChoice * choices)
  );
}

/** Memory that a worker takes at its peak while it trains a configuration. */
export function workerBytes(config: RunConfig, facts: DatasetFacts): number {
  const sampleShape = sampleShapeOf(facts);
  const { parameterCount, activationValues, codeSize } = describeNetwork(config, sampleShape);
  const isBytes = valueTypeOf(facts) === 'bytes' && !isFitted(scaleOf(facts.options ?? {}));
  const type = isBytes ? 'bytes' : 'numbers';
  const perValue = bytesPerValue[type] + (facts.options?.binarise === 'dynamic' ? bytesPerProbability[type] : 0);
  return (
    base +
    perValue * facts.trainCount * facts.sampleSize +
    bytesPerParameter * parameterCount +
    Math.max(bytesPerActivation * activationValues * config.batchSize, evaluationBytes(config, sampleShape)) +
    pairBytes(config, codeSize)
  );
}
