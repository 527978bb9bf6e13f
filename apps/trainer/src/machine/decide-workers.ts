import { formatBytes } from '@hourglass/presentation';
import type { Limit, MachineLimits } from './machine-limits.ts';

/** The number of workers to start, and the limit that decided it. */
export interface WorkersDecision {
  readonly workers: number;
  /** Completes a sentence: "2 workers: …". */
  readonly because: string;
}

/** Memory of the parent process and the dashboard, in bytes. */
const otherProcesses = 300e6;

/**
 * As many workers as cores: at these sizes one thread each is fastest (docs/adr/0003-one-thread-a-worker.md). Fewer if memory is too small for them,
 * but at least one.
 *
 * @param workerBytes peak memory of one worker
 */
export function decideWorkers({ cores, memory }: MachineLimits, workerBytes: number): WorkersDecision {
  const byCores = Math.max(1, Math.floor(cores.value));
  const byMemory = Math.floor((memory.value - otherProcesses) / workerBytes);
  const workers = Math.max(1, Math.min(byCores, byMemory));
  const need = `of up to ${formatBytes(workerBytes)}${workers === 1 ? '' : ' each'}`;
  if (byMemory < 1) return { workers, because: `${sizeOf(memory)} may be too little for one ${need}` };
  if (byMemory < byCores) return { workers, because: `${sizeOf(memory)} has no room for more ${need}` };
  return { workers, because: cores.from === null ? 'as many as cores' : `as many as the cores allowed, ${cores.value} (${cores.from})` };
}

export const countWorkers = (count: number): string => `${count} ${count === 1 ? 'worker' : 'workers'}`;

const sizeOf = ({ value, from }: Limit): string => `${formatBytes(value)} of memory${from === null ? '' : ` (${from})`}`;
