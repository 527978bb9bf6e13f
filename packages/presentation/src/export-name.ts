/** What an export holds. */
type ExportKind = 'figure' | 'codes' | 'weights' | 'originals' | 'reconstructions' | 'configurations';

export interface ExportSubject {
  readonly kind: ExportKind;
  /** Id of a run or sweep; null for a comparison of several runs. */
  readonly of: string | null;
  /** Which of several; left out where there is one. */
  readonly which?: string;
  /** Whether it is of the best epoch, not of the last. */
  readonly isBest?: boolean;
}

/** The name of an exported file, unless the user gives one: `hourglass-ID-weights.npz`, `hourglass-ID-figure-best.png`, `hourglass-comparison-figure.svg`. */
export function exportName({ kind, of, which, isBest = false }: ExportSubject, extension: string): string {
  return `hourglass-${of ?? 'comparison'}-${kind}${which === undefined ? '' : `-${which}`}${isBest ? '-best' : ''}.${extension}`;
}
