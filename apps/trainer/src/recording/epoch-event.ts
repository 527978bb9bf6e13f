import type { NewEvent } from '@hourglass/db';
import type { EpochEvent } from '@hourglass/model';
import { formatCost } from '@hourglass/presentation';

/** The event that reports an epoch to the user, and its data to watchers. */
export function epochEvent({ epoch, metrics: { validation, test } }: Omit<EpochEvent, 'kind'>): NewEvent {
  const held = validation === undefined ? '' : `validation cost ${formatCost(validation.cost)}, `;
  const costs = `${held}test cost ${formatCost(test.cost)} per sample`;
  return {
    source: 'worker',
    kind: 'run.epoch',
    message: epoch === 0 ? `The baseline was fitted: ${costs}.` : `Epoch ${epoch} ended: ${costs}.`,
    data: { epoch },
  };
}
