import type { FigureKind, FigureLayout } from '@hourglass/sweeps/figures';
import type { BlobReference } from './blobs.ts';

/** Samples that a run's decoder makes of chosen codes. */
export interface NewFigure {
  readonly kind: FigureKind;
  /** Whose parameters decoded them: the last one of the run. */
  readonly epoch: number;
  /** Id of the samples that the layout refers to by their positions. */
  readonly probeSet: string;
  readonly layout: FigureLayout;
  /** `png`: a lossless 8-bit picture of the cells, in gray or in colour, arranged as in the layout. `float32`: `[cells, size]`, row by row. */
  readonly format: 'png' | 'float32';
  /** The values that the levels 0 and 255 represent; the range of the data set's pictures. */
  readonly low: number;
  readonly high: number;
  readonly clippedPixels: number;
  readonly samples: BlobReference;
}

export interface Figure extends NewFigure {
  readonly run: string;
  /** True if it can't change any more. A run that is extended records its figures again. */
  readonly isFinal: boolean;
}

/**
 * Figures of the code space, which workers write with `RecordingRepository.record`: at the end of a run, together with its result, and removed
 * with it.
 *
 * Any process may call every method concurrently. They throw NOT_FOUND, AMBIGUOUS_ID and ID_INVALID; a deleted run is not found.
 */
export interface FigureRepository {
  /** The figures of a run, in the order of the table of figures. None before its end, and none of runs of versions that did not record them. */
  list(run: string): Promise<readonly Figure[]>;
  /** @throws DbError NOT_FOUND if the run has no such figure */
  get(run: string, kind: FigureKind): Promise<Figure>;
}
