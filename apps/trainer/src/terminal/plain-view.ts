import { runLabel } from '@hourglass/model/parameters';
import { formatCost, inLine } from '@hourglass/presentation';
import { epochText } from './epoch-text.ts';
import { remainingWork } from './remaining-work.ts';
import type { ProgressView } from './sweep-progress.ts';
import { varyingOf } from './varying-of.ts';

/** How often the state of the whole sweep is written, in seconds. */
const everySeconds = 60;

/** For output that is not a terminal: a line when a run starts or ends, and each minute the sweep with its running runs. */
export function plainView(stream: Pick<NodeJS.WriteStream, 'write'>): ProgressView {
  const states = new Map<string, string>();
  let nextAt = everySeconds;
  const line = (text: string) => stream.write(`${inLine(text)}\n`);
  return {
    update(progress) {
      const { runs, axes, seconds } = progress;
      const varying = varyingOf(runs, axes);
      const { finished, fraction, left } = remainingWork(progress);
      for (const run of runs) {
        if (run.state !== (states.get(run.id) ?? 'waiting'))
          line(`${run.id}  ${runLabel(run, varying)}: ${run.state}  (${finished} of ${runs.length} finished)`);
        states.set(run.id, run.state);
      }
      if (seconds < nextAt) return;
      nextAt = (Math.floor(seconds / everySeconds) + 1) * everySeconds;
      const running = runs
        .filter(({ state }) => state === 'running')
        .map((run) => {
          const cost = run.lastValidationCost === null ? '' : `, validation ${formatCost(run.lastValidationCost)}`;
          return `${run.id} ${epochText(run)}${cost}`;
        });
      line([`${Math.floor(100 * fraction)} %, ${finished} of ${runs.length} finished, ${left}`, ...running].join('; '));
    },
    line,
    end: () => {},
  };
}
