/** A file of data that was uploaded to the home. */
export interface Uploaded {
  /** As a spec names it: `upload:ID/NAME`. */
  readonly reference: string;
  readonly bytes: number;
}
