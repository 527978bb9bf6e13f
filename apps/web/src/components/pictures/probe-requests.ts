import type { StoredShape } from '@hourglass/datasets/data-kind';
import type { RunRow } from '#wire/run-row.ts';
import { atlasUrl, type PictureRequest, probeSetUrl, probeSetValuesUrl, probeValuesUrl } from './picture-request.ts';
import type { AtlasLayout } from './pictures.ts';

interface RecordedPicture {
  readonly epoch: number;
  readonly atlasColumns: number;
  readonly low: number;
  readonly high: number;
}

/** Exact values are recorded for the last epoch of a complete run. */
function hasExact({ state, lastReconstructionEpoch }: Pick<RunRow, 'state' | 'lastReconstructionEpoch'>, epoch: number): boolean {
  return state === 'complete' && lastReconstructionEpoch === epoch;
}

/** The request for a run's reconstructions of the probe set after an epoch. */
export function probeRequest(
  run: Pick<RunRow, 'id' | 'attempt' | 'state' | 'lastReconstructionEpoch'>,
  { epoch, atlasColumns, low, high }: RecordedPicture,
  { kind, sampleShape, wantsExact }: StoredShape & { readonly wantsExact: boolean },
): PictureRequest {
  const layout = { columns: atlasColumns, kind, sampleShape, low, high };
  return wantsExact && hasExact(run, epoch)
    ? { kind: 'exact', url: probeValuesUrl(run.id, run.attempt), layout }
    : { kind: 'atlas', url: atlasUrl(run.id, epoch, run.attempt), layout };
}

interface ProbeSetLayout extends Omit<AtlasLayout, 'columns'> {
  readonly id: string;
  readonly atlasColumns: number;
}

/** The request for the original probe samples. */
export function originalsRequest(probeSet: ProbeSetLayout, wantsExact: boolean): PictureRequest {
  const { id, kind, sampleShape, low, high } = probeSet;
  const layout = { columns: probeSet.atlasColumns, kind, sampleShape, low, high };
  return wantsExact ? { kind: 'exact', url: probeSetValuesUrl(id), layout } : { kind: 'atlas', url: probeSetUrl(id), layout };
}
