import cliProgress from 'cli-progress';

/** Tells a person how long work is going. */
export interface Progress {
  say(line: string): void;
  /** A quantity of bytes that grows to `total`. Call `stop` when the work ends, well or not. */
  track(what: string, total: number): { update(bytes: number): void; stop(): void };
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);

/** A bar that moves on a terminal, a plain line every two seconds elsewhere. Both go to `stream`. */
export function streamProgress(stream: NodeJS.WriteStream): Progress {
  return {
    say: (line) => {
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
  say: () => {},
  track: () => ({ update: () => {}, stop: () => {} }),
};
