import type { Run } from '@hourglass/db';

/** `epoch 12 of 100 (11 %)`; a baseline has no epochs. */
export function epochText({ kind, parameters, step, totalSteps }: Pick<Run, 'kind' | 'parameters' | 'step' | 'totalSteps'>): string {
  const { epochs } = parameters;
  if (kind === 'baseline' || typeof epochs !== 'number' || totalSteps === 0) return 'being fitted';
  const fraction = step / totalSteps;
  return `epoch ${Math.min(epochs, Math.floor(fraction * epochs) + 1)} of ${epochs} (${Math.floor(100 * fraction)} %)`;
}
