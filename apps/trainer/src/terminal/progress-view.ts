import { runLabel } from '@hourglass/model/parameters';
import { formatCost, formatCount, printable } from '@hourglass/presentation';
import { createLogUpdate } from 'log-update';
import { plainView } from './plain-view.ts';
import { remainingWork } from './remaining-work.ts';
import type { ProgressView, SweepProgress } from './sweep-progress.ts';
import { varyingOf } from './varying-of.ts';

/** Bars on a terminal, plain lines elsewhere. */
export function createProgressView(stream: NodeJS.WriteStream = process.stderr): ProgressView {
  return stream.isTTY ? terminalView(stream) : plainView(stream);
}

function terminalView(stream: NodeJS.WriteStream): ProgressView {
  const log = createLogUpdate(stream, { showCursor: true });
  let last = '';
  return {
    update(progress) {
      last = printable(render(progress, stream.rows ?? 24));
      log(last);
    },
    line(text) {
      log.clear();
      stream.write(`${printable(text)}\n`);
      log(last);
    },
    end: () => log.clear(),
  };
}

function render({ runs, axes, stepsDone, seconds }: SweepProgress, rows: number): string {
  const varying = varyingOf(runs, axes);
  const { finished, fraction, stepsPerSecond, left } = remainingWork({ runs, stepsDone, seconds });
  const running = runs.filter(({ state }) => state === 'running').slice(0, Math.max(1, rows - 4));
  return [
    `${bar(fraction, 40)} ${finished} of ${runs.length} runs  ${formatCount(stepsPerSecond)} steps/s  ${left}`,
    ...running.map((run) => {
      const cost = run.lastValidationCost === null ? '' : `  validation ${formatCost(run.lastValidationCost)}`;
      return `${bar(run.totalSteps === 0 ? 0 : run.step / run.totalSteps, 20)} ${run.id}  ${runLabel(run, varying)}${cost}`;
    }),
  ].join('\n');
}

function bar(fraction: number, width: number): string {
  const full = Math.round(Math.min(1, Math.max(0, fraction)) * width);
  return `${'█'.repeat(full)}${'░'.repeat(width - full)}`;
}
