/** How a field is named where runs are labelled, listed and planned. Data without zod: pages load it. */
export interface FieldNames {
  /** In tables, on axes and in forms; derived from the field's own name by default: `learningRate` is "learning rate". */
  readonly title?: string;
  /** In labels, before its value; empty where the value needs no name. The title by default. */
  readonly short?: string;
  /** Whether a list of runs has a column for it by default. */
  readonly isListed?: true;
  /** Fields of a choice, such as `level` of `noise`. */
  readonly details?: Readonly<Record<string, FieldNames>>;
}
