import { createHash } from 'node:crypto';
import type { LabelledSamples } from './labelled-samples.ts';

/** What a network needs to know of the labels of a data set. */
export interface LabelFacts {
  /** Labels are numbers from 0 below this. */
  readonly classes: number;
  /** Names by label; null if the labels are the numbers themselves. */
  readonly names: readonly string[] | null;
  /** SHA-256 over the labels of the files, which does not depend on how samples are split. */
  readonly hash: string;
}

/** Null where a sample of any file has no label. */
export function labelFactsOf(train: LabelledSamples, test: LabelledSamples | null, names: readonly string[] | null): LabelFacts | null {
  const files = test === null ? [train] : [train, test];
  const labels = files.flatMap((file) => file.labels ?? []);
  if (labels.length < files.length) return null;
  const hash = createHash('sha256').update(JSON.stringify(labels.map(({ length }) => length)));
  for (const each of labels) hash.update(each);
  const most = labels.reduce((highest, each) => each.reduce((above, label) => Math.max(above, label), highest), 0);
  return Object.freeze({ classes: names?.length ?? most + 1, names, hash: hash.digest('hex') });
}
