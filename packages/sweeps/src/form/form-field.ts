import type { Json } from '../json.ts';

export interface NumberBounds {
  readonly integer: boolean;
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** The bounds themselves are not allowed. */
  readonly isOpenBelow: boolean;
  readonly isOpenAbove: boolean;
}

/** A value that belongs to one kind, for example the level of a noise: a number, or one of some words. */
export interface KindDetail {
  readonly name: string;
  readonly title: string;
  readonly input:
    | { readonly kind: 'number'; readonly bounds: NumberBounds }
    | { readonly kind: 'choice'; readonly options: readonly string[] };
  /** Null for a number that can be left out. */
  readonly default: Json;
}

/** The input that a form shows for one value of a field. */
export type FieldInput =
  | { readonly kind: 'number'; readonly bounds: NumberBounds }
  /** One value is a list of numbers, for example the dimensions of a network. */
  | { readonly kind: 'numbers' }
  | { readonly kind: 'choice'; readonly options: readonly (string | boolean)[] }
  /** One of several kinds, each with its own details. */
  | { readonly kind: 'kinds'; readonly kinds: readonly { readonly name: string; readonly details: readonly KindDetail[] }[] }
  | { readonly kind: 'text'; readonly suggestions?: readonly string[] }
  | { readonly kind: 'dataset' };

/** A field of the spec in a form. */
export interface FormField {
  /** Path of the field in the document: `['training', 'learningRate']`. */
  readonly path: readonly string[];
  readonly name: string;
  readonly title: string;
  readonly input: FieldInput;
  /** One value; a list; one value or a list, which makes it an axis. */
  readonly takes: 'one' | 'list' | 'axis';
  /** A range between two numbers is allowed. */
  readonly isRange: boolean;
  /** The value if the document omits the field; null if the field is required, or if the chosen families have different defaults. */
  readonly default: Json;
  readonly isRequired: boolean;
  /** Defaults that another choice of the network implies. */
  readonly implied?: readonly { readonly by: { readonly field: string; readonly kind: string }; readonly value: Json }[];
  /** The family that has this field; null for a field outside `model`. */
  readonly family: string | null;
}
