import { z } from 'zod';
import { convolutional } from './convolutional-config.ts';
import { dense } from './dense-config.ts';
import type { FamilyConfig } from './family-config.ts';
import { recurrent } from './recurrent-config.ts';

/** One run's configuration: which network, and how it is trained. */
export const runConfigSchema = z.discriminatedUnion('family', [dense.schema, convolutional.schema, recurrent.schema]);

export type RunConfig = Readonly<z.output<typeof runConfigSchema>>;
export type FamilyName = RunConfig['family'];

/** Every family as data. Adding one is a file, its schema above, a line here and in ../layout.ts, and its `build` in registry.ts. */
const familyConfigs: Readonly<Record<FamilyName, FamilyConfig<RunConfig>>> = { dense, convolutional, recurrent };

export const familyNames: readonly FamilyName[] = runConfigSchema.options.flatMap(({ shape: { family } }) => [
  ...('unwrap' in family ? family.unwrap() : family).values,
]);

/** A family as data. Its functions accept configurations of this family. */
export function familyConfigOf(name: FamilyName): FamilyConfig<RunConfig> {
  return familyConfigs[name];
}
