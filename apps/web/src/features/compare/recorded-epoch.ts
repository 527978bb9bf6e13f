/** Metadata of a run's recorded reconstructions for one epoch. */
export interface RecordedEpoch {
  readonly epoch: number;
  readonly probeSet: string;
  readonly atlasColumns: number;
  readonly low: number;
  readonly high: number;
  readonly clippedPixels: number;
  readonly meanCost: number | null;
  readonly costDeviation: number | null;
  readonly samples: number;
}
