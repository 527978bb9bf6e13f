import type { NamedEpoch } from '@hourglass/sweeps/metrics';
import { basePath } from '#lib/base-path.ts';
import type { AtlasLayout } from './pictures.ts';

/** The source of a row's pictures: what to request, and how to decode the response. `samples` names those that are not the probe set. */
export type PictureRequest =
  | {
      /** The 8-bit picture that was recorded after an epoch. */
      readonly kind: 'atlas';
      readonly url: string;
      readonly layout: AtlasLayout;
      readonly samples?: string;
    }
  | {
      /** Float32 values as they were recorded at the end. */
      readonly kind: 'exact';
      readonly url: string;
      readonly layout: AtlasLayout;
      readonly samples?: string;
    }
  | {
      /** Chosen test samples as the data set has them. */
      readonly kind: 'test-originals';
      readonly url: string;
      readonly layout: AtlasLayout;
    }
  | ReconstructRequest;

/** Test samples without recorded reconstructions; they are reconstructed in the page. */
export interface ReconstructRequest {
  readonly kind: 'reconstruct';
  readonly run: string;
  /** Another attempt, or a later epoch, has other parameters. */
  readonly attempt: number;
  readonly epoch: number | null;
  /** The epoch of the parameters. */
  readonly at: NamedEpoch;
  readonly by: { readonly kind: 'checkpoint' | 'mean' } | { readonly kind: 'pca'; readonly codeSize: number };
  /** Address of the samples, see `test-samples-buffer.ts`. */
  readonly samplesUrl: string;
  readonly layout: AtlasLayout;
}

/** Identifies the samples of a request: pictures of the same samples may be placeholders for each other. */
export function samplesOf(request: PictureRequest | null): string {
  if (request === null) return '';
  if (request.kind === 'reconstruct') return request.samplesUrl;
  return request.kind === 'test-originals' ? request.url : (request.samples ?? 'probe set');
}

/** @param attempt another attempt records its own pictures: it keeps old ones out of the browser's cache */
export function atlasUrl(run: string, epoch: number, attempt: number): string {
  return `${basePath}/api/runs/${run}/reconstructions/${epoch}?attempt=${attempt}`;
}

/** The first samples of an atlas, in a strip for lists. */
export function thumbnailUrl(run: string, epoch: number, attempt: number): string {
  return `${basePath}/api/runs/${run}/thumbnails/${epoch}?attempt=${attempt}`;
}

/** @param attempt an extended run records its figures again */
export function codeFigureUrl(run: string, kind: string, attempt: number): string {
  return `${basePath}/api/runs/${run}/figures/${kind}?attempt=${attempt}`;
}

export function probeSetUrl(probeSet: string): string {
  return `${basePath}/api/probe-sets/${probeSet}`;
}

export function probeSetValuesUrl(probeSet: string): string {
  return `${basePath}/api/probe-sets/${probeSet}/values`;
}

export function probeValuesUrl(run: string, attempt: number): string {
  return `${basePath}/api/runs/${run}/probe-values?attempt=${attempt}`;
}

export function testSamplesUrl(run: string, rows: readonly number[]): string {
  return `${basePath}/api/runs/${run}/test-samples?rows=${rows.join(',')}`;
}

export function checkpointUrl(run: string, step: number): string {
  return `${basePath}/api/runs/${run}/checkpoints/${step}`;
}
