import type { Dataset } from '@hourglass/datasets';
import type { TrainingData } from '@hourglass/model';

/** The part of a data set that the training of a run uses. */
export function trainingDataOf(dataset: Dataset): TrainingData {
  const { sampleShape, train, validation, test, trainLabels, validationLabels, testLabels, trainProbabilities, probeSet } = dataset;
  const hasLabels = trainLabels !== null && validationLabels !== null && testLabels !== null;
  return {
    ...{ sampleShape, train, validation, test, probes: probeSet.indices },
    ...(trainProbabilities === null ? {} : { trainProbabilities }),
    ...(hasLabels ? { labels: { train: trainLabels, validation: validationLabels, test: testLabels } } : {}),
  };
}
