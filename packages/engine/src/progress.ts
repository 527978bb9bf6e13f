import cliProgress from 'cli-progress';

/** Shows the progress of work. */
export interface Progress {
  print(line: string): void;
  /** Starts a task of `total` bytes. Call `stop` when the task ends or fails. */
  track(what: string, total: number): { update(bytes: number): void; stop(): void };
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);

/** Writes to `stream`: a progress bar on a terminal, otherwise a line every two seconds. */
export function streamProgress(stream: NodeJS.WriteStream): Progress {
  return {
    print: (line) => {
      stream.write(`${line}\n`);
    },
    track: (what, total) => {
      const started = performance.now();
      const bar = new cliProgress.SingleBar(
        {
          stream,
          format: (options, { progress, value }) => {
            const rate = value / Math.max((performance.now() - started) / 1000, 0.001);
            const left = value > 0 && value < total ? `${Math.ceil((total - value) / rate)} s left` : '';
            const drawn = stream.isTTY ? ` [${cliProgress.Format.BarFormat(progress, options)}]` : '';
            return `  ${what}${drawn} ${megabytes(value)} of ${megabytes(total)} MB, ${megabytes(rate)} MB/s ${left}`.trimEnd();
          },
          noTTYOutput: true,
          notTTYSchedule: 2_000,
          gracefulExit: false,
          barsize: 24,
        },
        cliProgress.Presets.shades_classic,
      );
      bar.start(total, 0);
      return { update: (bytes) => bar.update(Math.min(bytes, total)), stop: () => bar.stop() };
    },
  };
}

/** For callers who want no output. */
export const silentProgress: Progress = {
  print: () => {},
  track: () => ({ update: () => {}, stop: () => {} }),
};
