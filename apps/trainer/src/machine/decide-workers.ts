import { formatBytes } from '@hourglass/presentation';
import type { Limit, MachineLimits } from './machine-limits.ts';

/** How many workers there should be, and why not more. */
export interface WorkersDecision {
  readonly workers: number;
  /** Completes a sentence: "2 workers: …". */
  readonly because: string;
}

/** What the process that starts workers and the dashboard take. */
const besideWorkers = 300e6;

/**
 * As many workers as cores: at these sizes one thread each is fastest (docs/adr/0003-one-thread-a-worker.md). Fewer where the memory has no room
 * for them, and at least one.
 *
 * @param workerBytes memory that one worker takes at its peak
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

/** Addresses that a worker reserves, most of which it never uses: measured with Node 24 and TensorFlow 2.21 while it trains. */
const workerAddressBytes = 29e9;

/** What to say where workers may end because of `ulimit -v`; null where they won't. */
export function addressSpaceProblem({ addressSpace }: MachineLimits): string | null {
  if (addressSpace === null || addressSpace >= workerAddressBytes) return null;
  return `A process may have ${formatBytes(addressSpace)} of addresses here (ulimit -v); a worker reserves up to ${formatBytes(workerAddressBytes)}, most of which it never uses, and may end for lack of them. Run \`ulimit -v unlimited\` first; limit memory by a control group instead.`;
}
