import { z } from 'zod';
import { dense } from './dense-config.ts';
import type { FamilyConfig } from './family-config.ts';

/** Every family as data. Adding one is a file, a line in each of these two, and its `build` in registry.ts. */
const familyConfigs: { readonly [Name in RunConfig['family']]: FamilyConfig<Extract<RunConfig, { family: Name }>> } = { dense };

/** One run's configuration: which network, and how it is trained. */
export const runConfigSchema = z.discriminatedUnion('family', [dense.schema]);

export type RunConfig = Readonly<z.output<typeof runConfigSchema>>;
export type FamilyName = RunConfig['family'];

export const familyNames: readonly FamilyName[] = runConfigSchema.options.flatMap(({ shape }) => [...shape.family.unwrap().values]);

/** A family as data. */
export function familyConfigOf<Name extends FamilyName>(name: Name): FamilyConfig<Extract<RunConfig, { family: Name }>> {
  return familyConfigs[name];
}
