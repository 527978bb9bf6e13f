import type { ResidentSamples, RowInputs } from '@hourglass/engine/contract';
import { at } from '@hourglass/presentation/at';

/** The name of the condition among the batches of a step and the inputs of an evaluation. */
export const labelName = 'label';

/** One row of `classes` bytes for each label: 1 at the label, else 0. */
function oneHot(labels: Uint8Array, classes: number): Uint8Array {
  const values = new Uint8Array(labels.length * classes);
  labels.forEach((label, row) => {
    if (label >= classes) throw new RangeError(`received the label ${label} in row ${row}, and there are ${classes} classes`);
    values[row * classes + label] = 1;
  });
  return values;
}

/** The labels of all samples, as a sample set whose rows a step gathers with those of the samples. */
export function labelSamples(labels: Uint8Array, classes: number): ResidentSamples {
  return { count: labels.length, size: classes, values: oneHot(labels, classes), divisor: 1, mean: new Float32Array(classes) };
}

/** The labels of some rows, as what an evaluation receives of each. Empty without a condition. */
export function labelInputs(labels: Uint8Array | null, classes: number, rows: Int32Array): RowInputs {
  if (labels === null || classes === 0) return {};
  const values = Float32Array.from(
    oneHot(
      Uint8Array.from(rows, (row) => at(labels, row)),
      classes,
    ),
  );
  return { [labelName]: { shape: [classes], values } };
}
