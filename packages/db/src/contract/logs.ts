import type { Claim } from './leases.ts';

export const logLevels = ['info', 'warning', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface LogLine {
  readonly id: number;
  readonly attempt: number;
  readonly time: number;
  readonly level: LogLevel;
  readonly message: string;
}

/**
 * Lines that workers write about a run.
 *
 * Any process may call both methods concurrently. Lines of one `append` commit in one transaction, in the given order.
 */
export interface LogRepository {
  /**
   * Appends lines. Not conditional on the claim: a worker that has lost its run can still report it. The store keeps the newest 2,000 lines of each
   * run and the first 8,000 characters of each line. It drops lines of a run that has been reclaimed. A power cut can lose the last lines.
   */
  append(claim: Claim, lines: readonly Pick<LogLine, 'level' | 'message' | 'time'>[]): Promise<void>;
  /** Lines with ids above `after`, oldest first. If there are more than `limit`, the newest. @throws DbError NOT_FOUND, AMBIGUOUS_ID, ID_INVALID */
  ofRun(run: string, options: { readonly after?: number; readonly limit: number }): Promise<readonly LogLine[]>;
}
