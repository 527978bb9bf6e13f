import type { Run } from '@hourglass/db';
import { formatCost, formatCount, formatDuration, printable, runLabel } from '@hourglass/presentation';
import { isFinished } from '@hourglass/sweeps';
import { createLogUpdate } from 'log-update';
import { varyingOf } from './varying-of.ts';

interface SweepProgress {
  readonly runs: readonly Run[];
  readonly axes: readonly string[];
  /** Steps done since watching began, and the seconds that took. */
  readonly stepsDone: number;
  readonly seconds: number;
}

/** A sweep's progress, redrawn in place. */
export interface ProgressView {
  update(progress: SweepProgress): void;
  /** Prints a line above the view. */
  line(text: string): void;
  end(): void;
}

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

/** Says what changed: each run as it starts and ends. */
function plainView(stream: NodeJS.WriteStream): ProgressView {
  const states = new Map<string, string>();
  return {
    update({ runs, axes }) {
      const varying = varyingOf(runs, axes);
      const finished = runs.filter(({ state }) => isFinished(state)).length;
      for (const run of runs) {
        const state =
          run.state === 'running'
            ? run.lastValidationCost === null
              ? 'running'
              : `running, validation ${formatCost(run.lastValidationCost)}`
            : run.state;
        if (state !== (states.get(run.id) ?? 'waiting'))
          stream.write(`${run.id}  ${runLabel(run, varying)}: ${state}  (${finished} of ${runs.length} finished)\n`);
        states.set(run.id, state);
      }
    },
    line: (text) => stream.write(`${text}\n`),
    end: () => {},
  };
}

function render({ runs, axes, stepsDone, seconds }: SweepProgress, rows: number): string {
  const varying = varyingOf(runs, axes);
  const total = sumOf(runs, ({ totalSteps }) => totalSteps);
  const done = sumOf(runs, ({ step, totalSteps, state }) => (isFinished(state) ? totalSteps : step));
  const finished = runs.filter(({ state }) => isFinished(state)).length;
  const rate = seconds > 0 ? stepsDone / seconds : 0;
  const left = rate > 0 ? `${formatDuration((total - done) / rate)} left` : 'remaining time not yet known';
  const running = runs.filter(({ state }) => state === 'running').slice(0, Math.max(1, rows - 4));
  return [
    `${bar(total === 0 ? 1 : done / total, 40)} ${finished} of ${runs.length} runs  ${formatCount(rate)} steps/s  ${left}`,
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

function sumOf<Value>(values: readonly Value[], number: (value: Value) => number): number {
  return values.reduce((sum, value) => sum + number(value), 0);
}
