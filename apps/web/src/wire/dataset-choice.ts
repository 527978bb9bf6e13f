import type { Json } from '@hourglass/sweeps';

/** A dataset whose metadata is known, so that a sweep can be planned without reading its files. */
export interface DatasetChoice {
  readonly title: string;
  /** The reference in the format of a spec. */
  readonly reference: Json;
}
