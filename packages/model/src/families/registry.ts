import type { FamilyName } from '../config.ts';
import { dense } from './dense.ts';
import type { Family } from './family.ts';

export const families: { readonly [Name in FamilyName]: Family<Name> } = { dense };
