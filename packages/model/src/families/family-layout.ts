/** A number that follows from a configuration, to filter and sort by. */
export interface DerivedField {
  readonly name: string;
  /** A noun phrase that explains it. */
  readonly about: string;
}

/** The field that says which layers the networks of a family have, and the family's own numbers that follow from it. Data without zod. */
export interface FamilyLayout {
  /** A list of numbers. */
  readonly field: string;
  /** The numbers that `FamilyConfig.derivedValues` computes. */
  readonly derived: readonly DerivedField[];
}
