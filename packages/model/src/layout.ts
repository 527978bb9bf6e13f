import type { FamilyName, RunConfig } from './families/configs.ts';
import { convolutionalLayout } from './families/convolutional-layout.ts';
import { denseLayout } from './families/dense-layout.ts';
import type { DerivedField, FamilyLayout } from './families/family-layout.ts';
import { recurrentLayout } from './families/recurrent-layout.ts';
import type { FieldNames } from './parameters/field-names.ts';

/*
 * How networks of each family are laid out, without zod: pages load it to filter, sort and draw runs.
 */

type Values = Readonly<Record<string, number | string>>;

/** What pages and tables need of a layout, whatever its family. */
interface AnyLayout {
  readonly field: string;
  readonly lists: readonly string[];
  readonly names: Readonly<Record<string, FieldNames>>;
  readonly derived: readonly DerivedField[];
}

const familyLayouts: { readonly [Name in FamilyName]: FamilyLayout<Extract<RunConfig, { family: Name }>> } = {
  dense: denseLayout,
  convolutional: convolutionalLayout,
  recurrent: recurrentLayout,
};

export const layoutFamilies: readonly string[] = Object.keys(familyLayouts);

/** Every family's layout. */
export const layouts: readonly AnyLayout[] = Object.values(familyLayouts);

/** The fields that say which layers a network has, one for each family. */
export const layoutFields: readonly string[] = layouts.map(({ field }) => field);

/** Numbers that follow from a configuration of any family. */
export const commonDerived: readonly DerivedField[] = [
  { name: 'codeSize', about: 'numbers in the code; missing for a quantized one' },
  { name: 'codeBits', about: 'bits of a quantized code', title: 'bits of the code' },
  { name: 'parameterCount', about: 'weights and biases', title: 'parameters', isListed: true },
];

/** Whether a parameter says which layers a network has. Such values sort by `parameterCount`: as texts they have no useful order. */
export function isLayoutField(name: string): boolean {
  return layoutFields.includes(name);
}

/** Whether one value of a parameter is a list of numbers. */
export function isListField(name: string): boolean {
  return layouts.some(({ lists }) => lists.includes(name));
}

/** The layers of a run's network, for example `784-256-64`; null for a baseline, which has none. */
export function layoutOf(values: Values): string | null {
  const field = layoutFields.find((name) => values[name] !== undefined);
  return field === undefined ? null : String(values[field]);
}

/** `[784, 256, 64]` as the text that is stored, shown and compared: `784-256-64`; `none` for an empty list. */
export function layoutText(sizes: readonly (number | string)[]): string {
  return sizes.length === 0 ? 'none' : sizes.join('-');
}
