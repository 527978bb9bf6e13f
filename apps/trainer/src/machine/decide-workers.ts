import { formatBytes } from '@hourglass/presentation';
import type { Limit, MachineLimits } from './machine-limits.ts';

/** The number of workers to start, and the limit that decided it. */
export interface WorkersDecision {
  readonly workers: number;
  /** Completes a sentence: "2 workers: …". */
  readonly because: string;
}

/** Memory of the parent process and the dashboard. */
const besideWorkers = 300e6;

/**
 * As many workers as cores: at these sizes one thread each is fastest (docs/adr/0003-one-thread-a-worker.md). Fewer if memory is too small for them,
 * but at least one.
 *
 * @param workerBytes peak memory of one worker
 */
export function decideWorkers({ cores, memory }: MachineLimits, workerBytes: number): WorkersDecision {
  const byCores = Math.max(1, Math.floor(cores.value));
  const byMemory = Math.floor((memory.value - besideWorkers) / workerBytes);
  const workers = Math.max(1, Math.min(byCores, byMemory));
  const need = `of up to ${formatBytes(workerBytes)}${workers === 1 ? '' : ' each'}`;
  if (byMemory < 1) return { workers, because: `${sizeOf(memory)} may be too little for one ${need}` };
  if (byMemory < byCores) return { workers, because: `${sizeOf(memory)} has no room for more ${need}` };
  return { workers, because: cores.from === null ? 'as many as cores' : `as many as the cores allowed, ${cores.value} (${cores.from})` };
}

export const countWorkers = (count: number): string => `${count} ${count === 1 ? 'worker' : 'workers'}`;

const sizeOf = ({ value, from }: Limit): string => `${formatBytes(value)} of memory${from === null ? '' : ` (${from})`}`;

/** Address space that a worker reserves, mostly unused: measured during training with Node 24 and TensorFlow 2.21. */
const workerAddressBytes = 29e9;

/** The message if workers may crash because of `ulimit -v`; null otherwise. */
export function addressSpaceProblem({ addressSpace }: MachineLimits): string | null {
  if (addressSpace === null || addressSpace >= workerAddressBytes) return null;
  return `A process may have ${formatBytes(addressSpace)} of addresses here (ulimit -v); a worker reserves up to ${formatBytes(workerAddressBytes)}, most of which it never uses, and may end for lack of them. Run \`ulimit -v unlimited\` first; limit memory by a control group instead.`;
}
