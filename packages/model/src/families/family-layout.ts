import type { FieldNames } from '../parameters/field-names.ts';
import type { runFieldNames } from '../run-field-names.ts';

/** A number that follows from a configuration, to filter and sort by. */
export interface DerivedField extends Pick<FieldNames, 'title' | 'isListed'> {
  readonly name: string;
  /** A noun phrase that explains it. */
  readonly about: string;
}

type KeyOf<Config> = Config extends unknown ? keyof Config : never;

/** The fields that only this family has. */
type FamilyField<Config> = Exclude<KeyOf<Config>, keyof typeof runFieldNames>;

/** The fields of a family as pages and tables show them, and the numbers that follow from them. Data without zod. */
export interface FamilyLayout<Config = unknown> {
  /** The field that says which layers a network has: a list of numbers. Labels begin with it. */
  readonly field: FamilyField<Config>;
  /** Every field whose value is a list of numbers. */
  readonly lists: readonly FamilyField<Config>[];
  /** How the family's own fields are named. */
  readonly names: Readonly<Record<FamilyField<Config>, FieldNames>>;
  /** The numbers that `FamilyConfig.derivedValues` computes. */
  readonly derived: readonly DerivedField[];
}
