/** A line of output, and when it was printed, in seconds from the start. */
export interface TimedLine {
  readonly at: number;
  readonly text: string;
}

/** A named interval, in seconds from the start. */
export interface Stage {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Extracts the stages from the output of `npm start`: lines like `✓ Packages (pnpm@10)  25.5 s` and `Pages built in 1 min 30 s.` */
export function parseStages(lines: readonly TimedLine[]): readonly Stage[] {
  return lines.flatMap(({ at, text }) => {
    const [, name, minutes = 0, seconds] =
      /^✓ (\S[^(]*?)(?: \(.*\))? {2}(?:(\d+) min )?([\d.]+) s$/.exec(text) ??
      /^(Pages) built in (?:(\d+) min )?([\d.]+) s\.$/.exec(text) ??
      [];
    if (name === undefined || seconds === undefined) return [];
    return [{ name, from: Math.max(0, at - 60 * Number(minutes) - Number(seconds)), to: at }];
  });
}
