import { maxProbes } from '@hourglass/datasets/catalog';
import { isPlotted } from '@hourglass/datasets/data-kind';
import { describeNetwork, gridOf, maxRecordedCodes, optimizerSlots, type RunConfig, stepMetricNames } from '@hourglass/model/config';
import { countFigureCells, maxCellsOf, recordedSourcesOf } from '@hourglass/model/figures';
import { sizeOfShape } from '@hourglass/presentation';
import { type DatasetFacts, dataOf } from '../dataset-facts.ts';
import { countKeptEpochs } from '../kept-epochs.ts';
import type { RecordConfig } from '../record-config.ts';
import { type Estimated, mapScenarios, spreadOf } from './estimated.ts';
import type { MeasuredRun } from './measured-rates.ts';

/** Float32. */
const numberBytes = 4;
/** One metric of a step: its value and its share of the levels of 16, which have 5 numbers and two counts for every 16 points. */
const stepBytes = numberBytes * (1 + 0.27);
/** Names and shapes of the arrays in a checkpoint's file. */
const headerBytes = 1_000;

/** Bytes of a pixel in the compressed pictures of reconstructions, where none were recorded: from constant pictures to noise. */
const referencePixelBytes: Estimated = { low: 0.03, expected: 0.5, high: 1.05 };

export interface RecordedSizes {
  readonly facts: DatasetFacts;
  readonly extendable: boolean;
  readonly record: RecordConfig;
  /** Complete runs on this machine. */
  readonly runs: readonly MeasuredRun[];
}

/**
 * Bytes that a complete run records. The sizes of its arrays are exact; how far its pictures compress is measured on recorded runs of the same
 * sample size. One or two checkpoints are kept: the last epoch is often the best.
 */
export function runBytesOf({ facts, extendable, record, runs }: RecordedSizes) {
  const { sampleSize } = facts;
  const tests = testCountOf(facts);
  const probes = Math.min(maxProbes, tests);
  const pixels = probes * sampleSize;
  const data = dataOf(facts);
  const shape = data.sampleShape;
  const codeSizeOf = (config: RunConfig, sampleShape: readonly number[] = shape) => describeNetwork(config, sampleShape).encodedSize;
  /** An epoch's costs and codes. */
  const probeBytes = (codeSize: number) => numberBytes * probes * (1 + codeSize);
  const alike = runs.filter(({ reconstructions, sampleShape }) => reconstructions > 0 && sizeOfShape(sampleShape) === sampleSize);
  const pixelBytes =
    spreadOf(
      alike.map((run) =>
        Math.max(0, (run.reconstructionBytes / run.reconstructions - probeBytes(codeSizeOf(run.config, run.sampleShape))) / pixels),
      ),
    ) ?? referencePixelBytes;
  /** Pictures compress like those of reconstructions; other samples are recorded as numbers. */
  const figureValueBytes = (scenario: keyof Estimated) => (isPlotted(data) ? numberBytes : pixelBytes[scenario]);
  const kept = new Map<number, number>();
  const keptOf = ({ epochs }: RunConfig) => {
    const known = kept.get(epochs) ?? countKeptEpochs(record.reconstructions, epochs);
    kept.set(epochs, known);
    return known;
  };
  // The mean sample, the offset and the factor of the scale.
  const dataBytes = 3 * numberBytes * sampleSize + headerBytes;
  const checkpoints = { low: 1, expected: 1.5, high: 2 };

  return (
    config: RunConfig,
    { totalSteps, parameterCount }: { readonly totalSteps: number; readonly parameterCount: number },
  ): Estimated => {
    const codeSize = codeSizeOf(config);
    const figureValues =
      sampleSize *
      countFigureCells({
        ...{ codeSize, isQuantized: gridOf(config.code) !== null, sources: recordedSourcesOf(config, codeSize) },
        ...{ probeCount: probes, maxCells: maxCellsOf(sampleSize) },
      });
    return mapScenarios(
      (scenario) =>
        stepBytes * stepMetricNames(config).length * totalSteps +
        keptOf(config) * (pixels * pixelBytes[scenario] + probeBytes(codeSize)) +
        checkpoints[scenario] * (numberBytes * (parameterCount + tests) + dataBytes) +
        numberBytes * (pixels + tests + codeSize * Math.min(maxRecordedCodes, tests)) +
        figureValues * figureValueBytes(scenario) +
        (extendable ? numberBytes * (1 + optimizerSlots[config.optimizer.kind]) * parameterCount + dataBytes : 0),
    );
  };
}

/**
 * Sweeps of earlier versions have no count of test samples. By default those are a tenth of the file, and a tenth of the rest is held out for
 * validation, so that 0.9 · 0.9 of the file are training samples.
 */
function testCountOf({ testCount, trainCount }: DatasetFacts): number {
  return testCount ?? Math.max(1, Math.round((0.1 * trainCount) / (0.9 * 0.9)));
}
