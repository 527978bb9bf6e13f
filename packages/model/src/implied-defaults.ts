import { familyConfigOf, familyNames, type RunConfig, runConfigSchema } from './families/configs.ts';

/** A default that another choice of the configuration changes. */
export interface ImpliedDefault {
  readonly field: 'tied' | 'outputActivation' | 'codeSize';
  /** The choice: a field and its kind. */
  readonly by: { readonly field: 'code' | 'likelihood' | 'condition'; readonly kind: string };
  /** Null where there is nothing to choose. */
  readonly value: boolean | string | null;
}

export const impliedDefaults: readonly ImpliedDefault[] = [
  // Logits.
  { field: 'outputActivation', by: { field: 'likelihood', kind: 'bernoulli' }, value: 'linear' },
  // The transpose of an encoder with two heads does not exist.
  { field: 'tied', by: { field: 'code', kind: 'variational' }, value: false },
  // The condition enters encoder and decoder at different places.
  { field: 'tied', by: { field: 'condition', kind: 'label' }, value: false },
  // The decoder's own weights are penalized.
  { field: 'tied', by: { field: 'code', kind: 'regularized' }, value: false },
  // The size follows from the grid of the last stage.
  { field: 'codeSize', by: { field: 'code', kind: 'quantized' }, value: null },
];

/** A configuration with its defaults, also those that follow from its other choices. @throws ZodError */
export function parseRunConfig(given: Readonly<Record<string, unknown>>): RunConfig {
  const implied = impliedDefaults.filter(
    ({ field, by }) => given[field] === undefined && kindOf(given[by.field]) === by.kind && hasField(given.family, field),
  );
  return runConfigSchema.parse({ ...given, ...Object.fromEntries(implied.map(({ field, value }) => [field, value])) });
}

/** Whether a family has a field. The schema reports a family that does not exist. */
function hasField(given: unknown, field: string): boolean {
  const family = familyNames.find((name) => name === (given ?? 'dense'));
  return family !== undefined && Object.hasOwn(familyConfigOf(family).schema.shape, field);
}

/** The kind that a choice names, by itself or with its details; null where it names none. */
export function kindOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  const kind = value !== null && typeof value === 'object' && 'kind' in value ? value.kind : null;
  return typeof kind === 'string' ? kind : null;
}
