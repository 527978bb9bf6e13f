import type { FamilyName } from './families/configs.ts';
import { denseLayout } from './families/dense-layout.ts';
import type { DerivedField, FamilyLayout } from './families/family-layout.ts';

/*
 * How networks of each family are laid out, without zod: pages load it to filter, sort and draw runs.
 */

const familyLayouts: { readonly [Name in FamilyName]: FamilyLayout } = { dense: denseLayout };

export const layoutFamilies: readonly string[] = Object.keys(familyLayouts);

/** Every family's layout. */
export const layouts: readonly FamilyLayout[] = Object.values(familyLayouts);

/** Numbers that follow from a configuration of any family. */
export const commonDerived: readonly DerivedField[] = [
  { name: 'codeSize', about: 'numbers in the code' },
  { name: 'parameterCount', about: 'weights and biases' },
];

/** Whether a parameter says which layers a network has. Such values sort by `parameterCount`: as texts they have no useful order. */
export function isLayoutField(name: string): boolean {
  return layouts.some(({ field }) => field === name);
}

/** `[784, 256, 64]` as the text that is stored, shown and compared: `784-256-64`. */
export function layoutText(sizes: readonly (number | string)[]): string {
  return sizes.join('-');
}
