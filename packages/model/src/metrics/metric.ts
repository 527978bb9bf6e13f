/** What a value was measured on; `generation` is on samples that the decoder made. */
export const metricParts = ['train', 'validation', 'test', 'generation'] as const;
export type MetricPart = (typeof metricParts)[number];

export interface MetricDefinition {
  /** In titles of columns and charts. */
  readonly title: string;
  /** The formula, or what it means, in a few words. */
  readonly about: string;
  /** `nats`, `squared error`; null for a plain number. */
  readonly unit: string | null;
  /** What one value covers: it is a mean over samples, or a sum over the samples of a batch; null for a number of all samples together. */
  readonly per: 'sample' | 'batch' | null;
  /** Which values are better; `none` for a metric without a preferred direction. */
  readonly direction: 'minimise' | 'maximise' | 'none';
  /** A number, or an array of which the entries are numbered, such as one value for each code dimension. */
  readonly shape: 'number' | 'vector';
  /** What the value of a training step covers, where that is not its batch: then the value of an epoch is that of its last step, not a mean. */
  readonly ofSteps?: 'epochSoFar';
  /** Its values are whole numbers, shown without decimals. */
  readonly isCount?: true;
  /** The parts that it is recorded for. */
  readonly parts: readonly MetricPart[];
}

/** Definitions by name. */
export type MetricTable = Readonly<Record<string, MetricDefinition>>;

export interface MetricKey {
  readonly part: MetricPart;
  readonly name: string;
}

/** `validation.cost`: how a metric of a part is written in filters, columns and messages. */
export function metricKeyText({ part, name }: MetricKey): string {
  return `${part}.${name}`;
}

/** The numbers of one epoch by part and name. NaN marks a value that was not finite. */
export type EpochMetrics = Readonly<Partial<Record<MetricPart, Readonly<Record<string, number>>>>>;

/** The arrays of one epoch by part and name. They keep NaN and infinities. */
export type EpochVectors = Readonly<Partial<Record<MetricPart, Readonly<Record<string, Float32Array>>>>>;

/** What every epoch of every model, and every baseline, has: the cost per sample of the three parts. */
export type EpochCosts = EpochMetrics &
  Readonly<Record<'train' | 'test', { readonly cost: number }>> & { readonly validation?: { readonly cost: number } };

/** The value of a metric in an epoch, or null where it was not recorded. */
export function metricValue(metrics: EpochMetrics, { part, name }: MetricKey): number | null {
  return metrics[part]?.[name] ?? null;
}
