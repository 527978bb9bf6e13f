import { type FamilyName, familyConfigOf, familyNames } from '@hourglass/model/config';
import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';

/** Numbers between two inclusive bounds. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly scale: 'linear' | 'log';
  readonly integer: boolean;
  /** Number of evenly spaced values in a grid; null if only a random sampler can use the range. */
  readonly steps: number | null;
}

/** The allowed values of one field. A field with a single choice is constant. */
export type Axis =
  | { readonly kind: 'choice'; readonly values: readonly unknown[] }
  | { readonly kind: 'range'; readonly range: NumberRange };

/** An axis by name for each field of every family in the space. The axis of `family` lists the families. */
export type SearchSpace = Readonly<Record<string, Axis>>;

/**
 * Names of the parameters that vary, in the order of the space. Of a field with kinds, these are the field where the kinds differ, and each option in
 * which values of one kind differ: `code`, `code.beta`.
 */
export function axesOf(space: SearchSpace): readonly string[] {
  return Object.entries(space).flatMap(([field, axis]) => {
    if (axis.kind === 'range') return [field];
    return axis.values.length > 1 ? varyingWithin(field, axis.values) : [];
  });
}

function varyingWithin(field: string, values: readonly unknown[]): readonly string[] {
  const choices = z.array(z.looseObject({ kind: z.string() })).safeParse(values);
  if (!choices.success) return [field];
  const byKind = Map.groupBy(choices.data, ({ kind }) => kind);
  const options = [...byKind.values()].flatMap((ofKind) => {
    const names = [...new Set(ofKind.flatMap((choice) => Object.keys(choice)))];
    return names.filter((name) => new Set(ofKind.map((choice) => canonicalJson(choice[name] ?? null))).size > 1);
  });
  return [...(byKind.size > 1 ? [field] : []), ...[...new Set(options)].map((name) => `${field}.${name}`)];
}

/** The families of a space, in the order of the space. */
export function familiesOf({ family }: SearchSpace): readonly FamilyName[] {
  if (family?.kind !== 'choice') throw new RangeError('a space has the families as a list');
  return [...new Set(z.array(z.enum(familyNames)).parse(family.values))];
}

/**
 * The configurations of one family in a space: its axes without those of other families.
 *
 * @param fieldsOf names of a family's fields; tests can pass fields of other families
 */
export function subspaceOf(
  space: SearchSpace,
  family: string,
  fieldsOf: (family: string) => ReadonlySet<string> = fieldNamesOf,
): SearchSpace {
  const fields = fieldsOf(family);
  const own = Object.entries(space).filter(([field]) => fields.has(field));
  return { ...Object.fromEntries(own), family: { kind: 'choice', values: [family] } };
}

const fieldNames = new Map(familyNames.map((family) => [family, new Set(Object.keys(familyConfigOf(family).schema.shape))] as const));

function fieldNamesOf(family: string): ReadonlySet<string> {
  const known = familyNames.find((name) => name === family);
  const names = known === undefined ? undefined : fieldNames.get(known);
  if (names === undefined) throw new RangeError(`there is no family ${family}`);
  return names;
}

/** The value at a fraction (0 to 1) of the range. */
export function valueAt({ min, max, scale, integer }: NumberRange, fraction: number): number {
  const value = scale === 'log' ? Math.exp(Math.log(min) + fraction * Math.log(max / min)) : min + fraction * (max - min);
  return integer ? Math.round(value) : Math.min(max, Math.max(min, roundTo12Digits(value)));
}

/** The number of values of a range in a grid. @throws RangeError for a range without steps, which `parseSpec` refuses for a grid */
export function gridSteps({ steps }: NumberRange): number {
  if (steps === null) throw new RangeError('a grid needs the steps of a range');
  return steps;
}

/** The number of distinct values of an axis; infinite for a range of real numbers. */
function countValues(axis: Axis): number {
  if (axis.kind === 'choice') return new Set(axis.values.map(canonicalJson)).size;
  const { min, max, integer } = axis.range;
  if (min === max) return 1;
  return integer ? max - min + 1 : Number.POSITIVE_INFINITY;
}

/** The distinct values of a finite axis, in a fixed order. */
export function everyValue(axis: Axis): readonly unknown[] {
  if (axis.kind === 'choice') return [...new Map(axis.values.map((value) => [canonicalJson(value), value])).values()];
  return Array.from({ length: countValues(axis) }, (_, index) => axis.range.min + index);
}

/** The number of distinct configurations of a space; infinite if a field is a range of real numbers. */
export function countConfigurations(space: SearchSpace): number {
  return familiesOf(space).reduce((sum, family) => sum + countIn(subspaceOf(space, family)), 0);
}

function countIn(subspace: SearchSpace): number {
  return Object.values(subspace).reduce((product, axis) => product * countValues(axis), 1);
}

/**
 * The configuration at an index of a subspace: the first field varies fastest.
 *
 * @param axes the name and the values of each field
 * @param index from 0 to the product of their numbers of values
 */
export function configurationAt(
  axes: readonly (readonly [string, readonly unknown[]])[],
  index: number,
): Readonly<Record<string, unknown>> {
  let rest = index;
  const chosen: Record<string, unknown> = {};
  for (const [field, values] of axes) {
    chosen[field] = values[rest % values.length];
    rest = Math.floor(rest / values.length);
  }
  return chosen;
}

/** Removes rounding errors of exp and log, so that the middle of a range from 0.001 to 0.1 is 0.01 and not 0.010000000000000004. */
function roundTo12Digits(value: number): number {
  return Number(value.toPrecision(12));
}
