import type { OnProgress, Progress } from '@hourglass/db';
import { formatCount } from '@hourglass/presentation';
import { createLogUpdate } from 'log-update';

/** Changes of fewer rows end before their progress could be read. */
const minRows = 1_000;

/** Shows on standard error how far a change of many rows is: redrawn in place on a terminal, elsewhere a line for each tenth. */
export async function withProgress<Result>(
  label: string,
  change: (onProgress: OnProgress) => Promise<Result>,
  stream: NodeJS.WriteStream = process.stderr,
): Promise<Result> {
  const view = stream.isTTY ? terminalView(label, stream) : plainView(label, stream);
  try {
    return await change((progress) => {
      if (progress.total >= minRows) view.update(progress);
    });
  } finally {
    view.end();
  }
}

interface View {
  readonly update: OnProgress;
  end(): void;
}

function terminalView(label: string, stream: NodeJS.WriteStream): View {
  const log = createLogUpdate(stream, { showCursor: true });
  return { update: (progress) => log(lineOf(label, progress)), end: () => log.clear() };
}

function plainView(label: string, stream: NodeJS.WriteStream): View {
  let tenths = 0;
  return {
    update(progress) {
      const reached = Math.floor((10 * progress.done) / progress.total);
      if (reached <= tenths) return;
      tenths = reached;
      stream.write(`${lineOf(label, progress)}\n`);
    },
    end: () => {},
  };
}

function lineOf(label: string, { done, total }: Progress): string {
  return `${label}: ${formatCount(done)} of ${formatCount(total)}`;
}
