import { type DatasetReference, filesOf, isUploadText } from '@hourglass/datasets/catalog';
import type { Store } from '@hourglass/db';
import { readEnvironment } from '#env.ts';
import { inspected } from './inspected.ts';

/**
 * Shows the samples of a started sweep's data with the labels that its files hold now. Known data sets never change. Files that a dashboard open to
 * others may not read keep the labels that their first sweep had.
 */
export async function replaceLabels(store: Store, sweep: string, reference: DatasetReference): Promise<void> {
  const files = filesOf(reference);
  if (files === null) return;
  if (readEnvironment().isOpenToOthers && Object.values(files).some((path) => !isUploadText(path))) return;
  const { testLabels, classes } = await inspected(store, reference);
  if (testLabels === null) return;
  const given = { probeSet: testLabels.probeSet, testLabels: Uint8Array.from(testLabels.labels), classes };
  await store.reconstructions.replaceLabels(sweep, given, { source: 'web' });
}
