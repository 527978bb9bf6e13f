import type { Json } from '@hourglass/sweeps';

/** A data set that a sweep can be planned on without reading it. */
export interface DatasetChoice {
  readonly title: string;
  /** As it stands in a spec. */
  readonly reference: Json;
}
