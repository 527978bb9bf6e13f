import { formatParameter } from '@hourglass/presentation';
import type { MetricPart } from './metric.ts';

/** Null stands for a number that is not finite. */
type Metrics = Readonly<Partial<Record<MetricPart, Readonly<Record<string, number | null>>>>>;

/** Nats of divergence below which the decoder learns nothing from the code. */
const leastDivergence = 0.1;

/**
 * A sentence where a variational run ignores its code or all but one dimension of it, with what usually helps; null for every other run. Judged by
 * the validation samples of its last epoch, or by its test samples where none are held out.
 */
export function posteriorCollapse({ validation, test }: Metrics, codeSize: number): string | null {
  const { kl, activeUnits } = validation ?? test ?? {};
  if (kl === undefined || kl === null || activeUnits === undefined || activeUnits === null) return null;
  const isIgnored = kl < leastDivergence;
  if (!isIgnored && (activeUnits > 1 || codeSize <= 2)) return null;
  const what = isIgnored ? 'The code is ignored' : 'Most of the code is ignored';
  return `${what} (posterior collapse): KL ${formatParameter(kl, 2)} nats, ${activeUnits} of ${codeSize} dimensions in use. A smaller \`beta\`, some epochs of \`warmUpEpochs\`, or \`freeBits\` above 0 usually help.`;
}
