/** A line of output, and when it came, in seconds from the start. */
export interface TimedLine {
  readonly at: number;
  readonly text: string;
}

/** Something that went on from one moment to another, in seconds from the start. */
export interface Stage {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Reads from what `npm start` says what it did when: lines like `✓ Packages (pnpm@10)  25.5 s` and `Pages built in 30.1 s.` */
export function parseStages(lines: readonly TimedLine[]): readonly Stage[] {
  return lines.flatMap(({ at, text }) => {
    const [, name, seconds] = /^✓ (\S[^(]*?)(?: \(.*\))? {2}([\d.]+) s$/.exec(text) ?? /^(Pages) built in ([\d.]+) s\.$/.exec(text) ?? [];
    return name === undefined || seconds === undefined ? [] : [{ name, from: Math.max(0, at - Number(seconds)), to: at }];
  });
}
