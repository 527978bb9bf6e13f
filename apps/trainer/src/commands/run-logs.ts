import { setTimeout as sleep } from 'node:timers/promises';
import type { LogLine } from '@hourglass/db';
import { isFinished } from '@hourglass/sweeps';
import { interruptSignal } from '../interrupt.ts';
import { printOutput } from '../json/print-output.ts';
import { print } from '../terminal/print.ts';
import { reading } from './open-home.ts';
import type { CommonOptions } from './options.ts';

export interface LogsOptions extends CommonOptions {
  readonly follow?: boolean;
  readonly lines: number;
}

/** How often a follower looks, in milliseconds, and what it reads at most at once. */
const interval = 300;
const maxLines = 2_000;

/** What workers said of a run; with --follow until it is finished. */
export function runLogs(id: string, { follow = false, lines, ...options }: LogsOptions): Promise<void> {
  return reading(options, async (store) => {
    const run = await store.runs.get(id);
    let logLines = await store.logs.ofRun(run.id, { limit: lines });
    let after = printLines(logLines, 0, options);
    if (!follow) return;
    const signal = interruptSignal();
    for (;;) {
      // Asked before the lines: what is said at the end is then still read.
      const ended = isFinished((await store.runs.get(run.id)).state);
      logLines = await store.logs.ofRun(run.id, { after, limit: maxLines });
      after = printLines(logLines, after, options);
      if (ended || signal.aborted) return;
      await sleep(interval);
    }
  });
}

function printLines(lines: readonly LogLine[], before: number, { json }: CommonOptions): number {
  for (const line of lines) {
    if (json) printOutput('runs logs', line);
    else print(`${new Date(line.time).toISOString()}  ${line.level.padEnd(7)}  attempt ${line.attempt}  ${line.message}`);
  }
  return lines.at(-1)?.id ?? before;
}
