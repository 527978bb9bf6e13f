import { formatBytes } from '@hourglass/presentation';
import type { MachineLimits } from './machine-limits.ts';

/** Address space that a worker reserves, mostly unused: measured during training with Node 24 and TensorFlow 2.21. */
const workerAddressBytes = 29e9;

/** The message if workers may crash because of `ulimit -v`; null otherwise. */
export function addressSpaceProblem({ addressSpace }: MachineLimits): string | null {
  if (addressSpace === null || addressSpace >= workerAddressBytes) return null;
  return `A process may have ${formatBytes(addressSpace)} of addresses here (ulimit -v); a worker reserves up to ${formatBytes(workerAddressBytes)}, most of which it never uses, and may end for lack of them. Run \`ulimit -v unlimited\` first; limit memory by a control group instead.`;
}
