import type { Machine } from './measuring/machine.ts';

interface BenchContext {
  readonly rounds: number;
  readonly machine: Machine;
  /** Empty, and removed at the end. */
  readonly folder: string;
  /** Says how far it is. */
  readonly note: (line: string) => void;
}

/** What was measured, as data and as a section of docs/performance.md. */
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
