import type { Json } from '../json.ts';

export interface NumberBounds {
  readonly integer: boolean;
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** The bounds themselves are not allowed. */
  readonly isOpenBelow: boolean;
  readonly isOpenAbove: boolean;
}

/** A number that belongs to one kind, for example the level of a noise. */
export interface KindDetail {
  readonly name: string;
  readonly bounds: NumberBounds;
  readonly default: Json;
}

/** What one value of a field is, so that it can be asked for. */
export type FieldInput =
  | { readonly kind: 'number'; readonly bounds: NumberBounds }
  /** One value is a list of numbers, for example the dimensions of a network. */
  | { readonly kind: 'numbers' }
  | { readonly kind: 'choice'; readonly options: readonly (string | boolean)[] }
  /** One of several, each with numbers of its own. */
  | { readonly kind: 'kinds'; readonly kinds: readonly { readonly name: string; readonly details: readonly KindDetail[] }[] }
  | { readonly kind: 'text' }
  | { readonly kind: 'dataset' };

/** A field of the spec as a form asks for it. */
export interface FormField {
  /** Where it stands in the document: `['training', 'learningRate']`. */
  readonly path: readonly string[];
  readonly name: string;
  readonly input: FieldInput;
  /** One value; a list; one value or a list, which makes it an axis. */
  readonly takes: 'one' | 'list' | 'axis';
  /** May be a range between two numbers, too. */
  readonly isRange: boolean;
  /** What holds where the document says nothing; null where it must be given. */
  readonly default: Json;
}
