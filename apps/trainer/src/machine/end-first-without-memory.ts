import { writeFileSync } from 'node:fs';

/** From -1000 (never killed) to 1000 (killed first): proc_pid_oom_score_adj(5). */
const score = '500';

/**
 * Makes the kernel kill this process before others when memory runs out. A worker's run continues from its checkpoint, whereas the death of the
 * parent process would end all workers. Linux only.
 */
export function endFirstWithoutMemory(pid: number): void {
  if (process.platform !== 'linux') return;
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, score);
  } catch (error) {
    // The process has already ended.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return;
    throw error;
  }
}
