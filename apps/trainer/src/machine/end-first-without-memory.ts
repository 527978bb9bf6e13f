import { writeFileSync } from 'node:fs';

/** From -1000, never, to 1000, first (proc_pid_oom_score_adj(5)). */
const score = '500';

/**
 * Makes the kernel end this process before others when memory runs out. A worker's run goes on from its checkpoint; the process that started
 * the workers would take all of them along. Only Linux has this.
 */
export function endFirstWithoutMemory(pid: number): void {
  if (process.platform !== 'linux') return;
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, score);
  } catch (error) {
    // It has ended already.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return;
    throw error;
  }
}
