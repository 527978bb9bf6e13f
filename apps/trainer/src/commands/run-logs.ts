import { setTimeout as sleep } from 'node:timers/promises';
import type { LogLine } from '@hourglass/db';
import { formatTimestamp } from '@hourglass/presentation';
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

/** How often `--follow` reads, in milliseconds, and the number of lines that it reads at once. */
const interval = 300;
const maxLines = 2_000;

/** Prints the log of a run; with --follow until the run is finished. */
export function runLogs(id: string, { follow = false, lines, ...options }: LogsOptions): Promise<void> {
  return reading(options, async (store) => {
    const run = await store.runs.get(id);
    let logLines = await store.logs.ofRun(run.id, { limit: lines });
    let after = printLines(logLines, 0, options);
    if (!follow) return;
    const signal = interruptSignal();
    for (;;) {
      // Read before the lines, so that those written at the end of the run are not missed.
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
    else print(`${formatTimestamp(line.time)}  ${line.level.padEnd(7)}  attempt ${line.attempt}  ${line.message}`);
  }
  return lines.at(-1)?.id ?? before;
}
