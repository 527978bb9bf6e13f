import type { Json } from '@hourglass/sweeps';

/** A data set that can be chosen. */
export interface DatasetChoice {
  /** Distinct among the choices. */
  readonly title: string;
  /** The reference in the format of a spec, without options. */
  readonly reference: Json;
  /** Why it can't be used now, as a sentence; null if its files are there. */
  readonly absent: string | null;
}
