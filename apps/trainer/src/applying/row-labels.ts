import { allowedLabels, labelOf, readLabels } from '@hourglass/datasets';
import type { Run, Store } from '@hourglass/db';
import { runConfigSchema } from '@hourglass/model/config';
import { TrainerError } from '../errors.ts';
import { givenPath } from '../given-path.ts';

/** Flags that give the labels of rows. */
export interface LabelOptions {
  /** File of the labels of the rows. */
  readonly labels?: string;
  /** One label for all rows. */
  readonly label?: string;
}

/** The labels of the rows of a run with a condition; nothing for others. @throws TrainerError BAD_INPUT, DatasetError */
export async function labelsFor(
  store: Store,
  { id, sweep, parameters }: Run,
  { labels, label }: LabelOptions,
  count: number,
): Promise<{ readonly labels?: Uint8Array }> {
  if (runConfigSchema.parse(parameters).condition.kind === 'none') {
    const given = labels === undefined ? label : labels;
    if (given === undefined) return {};
    throw new TrainerError(
      'BAD_INPUT',
      `${labels === undefined ? '--label' : '--labels'}: received "${given}"; run ${id} has no condition and takes no labels.`,
    );
  }
  const known = (await store.sweeps.get(sweep)).facts?.labelFacts;
  if (known === undefined) throw new RangeError(`sweep ${sweep} has a run with a condition and no facts about its labels`);
  if (labels !== undefined && label !== undefined)
    throw new TrainerError('BAD_INPUT', `--label: received "${label}" beside --labels; give one of the two.`);
  if (labels !== undefined) return { labels: await readLabels(givenPath(labels), '--labels', { ...known, count }) };
  if (label === undefined) {
    throw new TrainerError(
      'BAD_INPUT',
      `--labels: missing; run ${id} has the condition "label". Give --labels FILE with one label for each row, or --label NAME for all; ${allowedLabels(known)}.`,
    );
  }
  const found = labelOf(label, known);
  if (found === null) throw new TrainerError('BAD_INPUT', `--label: received "${label}"; ${allowedLabels(known)}.`);
  return { labels: new Uint8Array(count).fill(found) };
}
