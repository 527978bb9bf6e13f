import type { Machine } from './measuring/machine.ts';

interface BenchContext {
  readonly rounds: number;
  /** Names of the parts to measure. Null for all. */
  readonly only: readonly string[] | null;
  readonly machine: Machine;
  /** An empty temporary folder, removed at the end. */
  readonly folder: string;
  /** Prints a line of progress. */
  readonly note: (line: string) => void;
}

/** The results, as data and as a section of docs/measurements.md. */
interface Findings {
  /** For `--json`. */
  readonly data: unknown;
  /** Without a heading. */
  readonly markdown: string;
  /** SVG by file name, written to docs/images. */
  readonly images: Readonly<Record<string, string>>;
}

export interface Bench {
  readonly defaultRounds: number;
  measure(context: BenchContext): Promise<Findings>;
}
