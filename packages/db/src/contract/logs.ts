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

export interface LogRepository {
  /** Not conditional on the claim: a worker that lost its run says so here. Of each run the newest 2,000 lines are kept. */
  append(claim: Claim, lines: readonly Pick<LogLine, 'level' | 'message' | 'time'>[]): Promise<void>;
  /** Lines after a cursor, oldest first; at most `limit`, and then the newest of them. */
  ofRun(run: string, options: { readonly after?: number; readonly limit: number }): Promise<readonly LogLine[]>;
}
