import { formatParameter } from '@hourglass/presentation';
import type { MetricPart } from './metric.ts';

/** Null stands for a number that is not finite. */
type Metrics = Readonly<Partial<Record<MetricPart, Readonly<Record<string, number | null>>>>>;

/** Nats of divergence below which the decoder learns nothing from the code. */
const leastDivergence = 0.1;

/** The least share of its cost without the code that a decoder saves by using its code. */
const leastSaved = 0.05;

/**
 * A sentence where a run ignores its code, or all but one dimension of a variational one, with what usually helps; null for every other run. Judged by
 * the validation samples of its last epoch, or by its test samples where none are held out.
 */
export function ignoredCode({ validation, test }: Metrics, codeSize: number): string | null {
  const metrics = validation ?? test ?? {};
  return posteriorCollapse(metrics, codeSize) ?? unusedCode(metrics);
}

type Numbers = Readonly<Record<string, number | null>>;

function posteriorCollapse({ kl, activeUnits }: Numbers, codeSize: number): string | null {
  if (!isNumber(kl) || !isNumber(activeUnits)) return null;
  const isIgnored = kl < leastDivergence;
  if (!isIgnored && (activeUnits > 1 || codeSize <= 2)) return null;
  const what = isIgnored ? 'The code is ignored' : 'Most of the code is ignored';
  return `${what} (posterior collapse): KL ${formatParameter(kl, 2)} nats, ${activeUnits} of ${codeSize} dimensions in use. A smaller \`beta\`, some epochs of \`warmUpEpochs\`, or \`freeBits\` above 0 usually help.`;
}

/** Of a recurrent decoder, which can write a series without a code. */
function unusedCode({ cost, zeroCodeCost }: Numbers): string | null {
  if (!isNumber(cost) || !isNumber(zeroCodeCost) || zeroCodeCost - cost >= leastSaved * zeroCodeCost) return null;
  return `The decoder ignores its code: the cost is ${formatParameter(cost, 3)}, and ${formatParameter(zeroCodeCost, 3)} with a code of zeros. More epochs or a larger learning rate usually help, and of a \`feedback\` decoder \`decoder: repeat\` or less \`teacherForcing\`.`;
}

function isNumber(value: number | null | undefined): value is number {
  return value !== undefined && value !== null;
}
