import { z } from 'zod';
import { kindOrName } from '../kind-or-name.ts';

/** How many variances a Gaussian likelihood learns. */
const varianceNames = ['one', 'perValue'] as const;

/** How the objective judges a reconstruction. */
export const likelihoodSchema = kindOrName(
  z.discriminatedUnion('kind', [
    /** `sum((y − x)²)`: no likelihood in nats. */
    z.strictObject({ kind: z.literal('squaredError') }),
    /** Values from 0 to 1 as probabilities; the decoder's results are logits. */
    z.strictObject({ kind: z.literal('bernoulli') }),
    /** A normal distribution around the decoder's results, with a learned variance. */
    z.strictObject({ kind: z.literal('gaussian'), variance: z.enum(varianceNames).default('one') }),
  ]),
);
export type LikelihoodConfig = z.output<typeof likelihoodSchema>;

/** Parameters of the likelihood itself. @param sampleSize values in a sample */
export function likelihoodParameterCount(likelihood: LikelihoodConfig, sampleSize: number): number {
  if (likelihood.kind !== 'gaussian') return 0;
  return likelihood.variance === 'one' ? 1 : sampleSize;
}

interface LikelihoodFields {
  readonly likelihood: LikelihoodConfig;
  readonly outputActivation: string;
}

/** Null if the likelihood fits the other choices. Otherwise a sentence that names the field, the received value and the allowed one. */
export function likelihoodProblem({ likelihood, outputActivation }: LikelihoodFields): string | null {
  if (likelihood.kind !== 'bernoulli' || outputActivation === 'linear') return null;
  return `outputActivation: received "${outputActivation}" with the likelihood "bernoulli", whose results are logits. Set \`outputActivation: linear\`, which is the default there, or leave it out.`;
}
