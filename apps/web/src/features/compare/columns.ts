import type { StoredShape } from '@hourglass/datasets/data-kind';
import { present } from '@hourglass/presentation/at';
import type { NamedEpoch } from '@hourglass/sweeps/metrics';
import type { PictureRequest, ReconstructRequest } from '#components/pictures/picture-request.ts';
import { testSamplesUrl } from '#components/pictures/picture-request.ts';
import { originalsRequest, probeRequest } from '#components/pictures/probe-requests.ts';
import { labelName } from '#lib/label-name.ts';
import type { RunRow } from '#wire/run-row.ts';
import type { RecordedEpoch } from './recorded-epoch.ts';

/** The samples available as columns, before filtering and ordering. */
export interface Columns {
  readonly probeSet: StoredShape & {
    readonly id: string;
    readonly low: number;
    readonly high: number;
    readonly atlasColumns: number;
    readonly classes: readonly string[] | null;
  };
  /** Row index of each sample in the test set. */
  readonly testRows: readonly number[];
  readonly labels: readonly number[] | null;
  /** The run whose worst test samples are the columns; null for the probe set, which is recorded at every epoch. */
  readonly worstOf: string | null;
  /** The epoch whose parameters reconstruct test samples, and by which they are the worst. */
  readonly at: NamedEpoch;
}

/** Class name of a sample's label; null if the samples have no labels. */
export function nameOf({ labels, probeSet }: Columns, sample: number): string | null {
  const label = labels?.[sample];
  return label === undefined ? null : labelName(label, probeSet.classes);
}

/** Request for the original samples. */
export function requestOriginals({ probeSet, testRows, worstOf }: Columns, wantsExact: boolean): PictureRequest {
  if (worstOf === null) return originalsRequest(probeSet, wantsExact);
  return { kind: 'test-originals', url: testSamplesUrl(worstOf, testRows), layout: { ...probeSet, columns: testRows.length } };
}

/** Request for a run's reconstructions of the samples. */
export function requestPictures(run: RunRow, shown: RecordedEpoch, columns: Columns, wantsExact: boolean): PictureRequest {
  const { probeSet, testRows, worstOf, at } = columns;
  if (worstOf === null) return probeRequest(run, shown, { ...probeSet, wantsExact });
  const { low, high, kind, sampleShape } = probeSet;
  return {
    kind: 'reconstruct',
    run: run.id,
    attempt: run.attempt,
    epoch: at === 'best' ? run.bestEpoch : run.lastReconstructionEpoch,
    at,
    by: reconstructorOf(run),
    samplesUrl: testSamplesUrl(worstOf, testRows),
    layout: { low, high, kind, sampleShape, columns: testRows.length },
  };
}

function reconstructorOf({ kind, values }: RunRow): ReconstructRequest['by'] {
  if (kind === 'run') return { kind: 'checkpoint' };
  return values.baseline === 'mean' ? { kind: 'mean' } : { kind: 'pca', codeSize: Number(present(values.codeSize, 'code size of a PCA')) };
}
