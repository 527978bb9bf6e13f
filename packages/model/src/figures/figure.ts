import type { CodeConfig } from '../codes/code-config.ts';
import type { CodeSource } from '../generation/code-sources.ts';
import type { FigureLayout } from './layout.ts';

/** The facts that determine the size of a figure. */
export interface FigureLimits {
  /** Numbers of an encoded sample. */
  readonly codeSize: number;
  /** Whether these are numbers of codebook entries, between which no value exists. */
  readonly isQuantized: boolean;
  /** Where codes can be drawn from for a figure of generated samples. */
  readonly sources: readonly CodeSource[];
  /** Samples in the probe set. */
  readonly probeCount: number;
  /** A figure has at most so many cells; at least one. */
  readonly maxCells: number;
}

interface FigureSize {
  readonly columns: number;
  readonly rows: number;
}

/** What is known of a trained model's code at the end of a run. */
export interface CodeFacts extends FigureLimits {
  /** Mean codes of test samples, `[count, codeSize]`, all finite. */
  readonly testCodes: Float32Array;
  /** Mean codes of the first training samples, `[count, codeSize]`; none where no source is fitted to them. */
  readonly trainCodes: Float32Array;
  readonly code: CodeConfig;
  /** Seed of the run. */
  readonly seed: number;
  /** Mean codes of the probe set, `[probes, codeSize]`. */
  readonly probeCodes: Float32Array;
  /** The divergence of each dimension from a standard normal prior, in nats; null for a code without a prior. */
  readonly klByDimension: Float32Array | null;
}

export interface FigurePlan {
  readonly layout: FigureLayout;
  /** The code of each cell, row by row, `[rows · columns, codeSize]`. */
  readonly codes: Float32Array;
}

/** A picture of what the decoder makes of chosen codes. Pure: the same codes for the same facts. */
export interface FigureDefinition {
  /** Its heading on a page. */
  readonly title: string;
  /** What its cells are, as a sentence. */
  readonly about: string;
  /** Null where a code has no such figure. */
  size(limits: FigureLimits): FigureSize | null;
  /** @param size of the figure of these facts */
  plan(facts: CodeFacts, size: FigureSize): FigurePlan;
}
