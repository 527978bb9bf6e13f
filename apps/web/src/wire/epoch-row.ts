import type { Epoch } from '@hourglass/db';

/** An epoch as it crosses to the browser: JSON has no NaN, so a cost that is no number is null. */
export interface EpochRow {
  readonly epoch: number;
  readonly step: number;
  readonly lastBatchCost: number | null;
  readonly trainCost: number | null;
  readonly validationCost: number | null;
  readonly testCost: number | null;
  readonly seconds: number;
  readonly endedAt: number;
}

export function toEpochRow(epoch: Epoch): EpochRow {
  return {
    epoch: epoch.epoch,
    step: epoch.step,
    lastBatchCost: finite(epoch.lastBatchCost),
    trainCost: finite(epoch.trainCostPerSample),
    validationCost: finite(epoch.validationCostPerSample),
    testCost: finite(epoch.testCostPerSample),
    seconds: epoch.seconds,
    endedAt: epoch.endedAt,
  };
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
