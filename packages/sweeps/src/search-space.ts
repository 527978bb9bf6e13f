import type { RunConfig, RunConfigField } from '@hourglass/model/config';
import { canonicalJson } from './canonical-json.ts';

/** Numbers between two bounds, both included. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly scale: 'linear' | 'log';
  readonly integer: boolean;
  /** How many evenly spaced values a grid takes; null where only a random sampler can use the range. */
  readonly steps: number | null;
}

/** What one field may be. A field with a single choice is constant. */
export type Axis<Value = RunConfig[RunConfigField]> =
  | { readonly kind: 'choice'; readonly values: readonly Value[] }
  | { readonly kind: 'range'; readonly range: NumberRange };

export type SearchSpace = { readonly [Field in RunConfigField]: Axis<RunConfig[Field]> };

/** Names of the fields that vary, in the order of the space. */
export function axesOf(space: SearchSpace): readonly RunConfigField[] {
  return (Object.keys(space) as RunConfigField[]).filter((field) => {
    const axis = space[field];
    return axis.kind === 'range' || axis.values.length > 1;
  });
}

/** The value at a fraction (0 to 1) of the range. */
export function valueAt({ min, max, scale, integer }: NumberRange, fraction: number): number {
  const value = scale === 'log' ? Math.exp(Math.log(min) + fraction * Math.log(max / min)) : min + fraction * (max - min);
  return integer ? Math.round(value) : Math.min(max, Math.max(min, roundTo12Digits(value)));
}

/** How many different values an axis has; infinite for a range of real numbers. */
function countValues(axis: Axis): number {
  if (axis.kind === 'choice') return new Set(axis.values.map(canonicalJson)).size;
  const { min, max, integer } = axis.range;
  if (min === max) return 1;
  return integer ? max - min + 1 : Number.POSITIVE_INFINITY;
}

/** Every different value of an axis that has finitely many, in a fixed order. */
export function everyValue(axis: Axis): readonly unknown[] {
  if (axis.kind === 'choice') return [...new Map(axis.values.map((value) => [canonicalJson(value), value])).values()];
  return Array.from({ length: countValues(axis) }, (_, index) => axis.range.min + index);
}

/** How many different configurations a space holds; infinite where a field is a range of real numbers. */
export function countConfigurations(space: SearchSpace): number {
  return Object.values(space).reduce((product, axis) => product * countValues(axis), 1);
}

/** Ends the noise of exp and log, so that a range from 0.001 to 0.1 has 0.01 in its middle and not 0.010000000000000004. */
function roundTo12Digits(value: number): number {
  return Number(value.toPrecision(12));
}
