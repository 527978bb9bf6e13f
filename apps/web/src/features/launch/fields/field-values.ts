import type { Json, JsonObject } from '@hourglass/sweeps';
import type { FormField } from '@hourglass/sweeps/form';
import { isJsonObject } from '#lib/is-json-object.ts';

/*
 * Converts between a field's value in the document and the text in the form. Values that the form cannot show can only be edited as YAML.
 */

/** The values of a field as a list: from the document, or the default. */
export function valuesOf({ takes, input, default: fallback }: FormField, value: Json | undefined): readonly Json[] {
  const shown = value ?? fallback;
  if (shown === null) return [];
  const isMany =
    Array.isArray(shown) &&
    takes !== 'one' &&
    (input.kind !== 'numbers' || (shown.length > 0 && shown.every((each) => Array.isArray(each))));
  return isMany ? (shown as readonly Json[]) : [shown];
}

/** The document's value for a list of values; undefined if it equals the default, so that the field is left out. */
export function valueFor({ takes, default: fallback }: FormField, values: readonly Json[]): Json | undefined {
  const value = takes === 'list' || values.length !== 1 ? values : (values[0] ?? null);
  return JSON.stringify(value) === JSON.stringify(fallback) ? undefined : value;
}

/** Parses `0.001, 0.0003` to numbers. Other words stay strings, so that the spec's validation can quote them. */
export function readNumbers(text: string): readonly (number | string)[] {
  return text
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map((part) => (Number.isNaN(Number(part)) ? part : Number(part)));
}

export function writeNumbers(values: readonly Json[]): string {
  return values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(', ');
}

export function isRange(value: Json | undefined): value is JsonObject {
  return isJsonObject(value) && ('min' in value || 'max' in value);
}

/** The range of a field without values is around 1. */
const typicalValue = 1;

/** Initial range that covers a field's values. */
export function rangeAround(values: readonly Json[], isInteger: boolean): JsonObject {
  const numbers = values.filter((value) => typeof value === 'number');
  const [low, high] = numbers.length > 1 ? [Math.min(...numbers), Math.max(...numbers)] : around(numbers[0] ?? typicalValue, isInteger);
  const isLog = low > 0 && high / low >= 10;
  return { min: low, max: high, ...(isLog ? { scale: 'log' } : {}), steps: 3 };
}

function around(value: number, isInteger: boolean): readonly [number, number] {
  const tidy = (number: number) => (isInteger ? Math.max(1, Math.round(number)) : Number(number.toPrecision(3)));
  return value === 0 ? [0, isInteger ? 10 : 0.001] : [tidy(value / 10), tidy(value * 10)];
}

/** Both ends of a range, as a list of values. */
export function endsOf(range: JsonObject): readonly Json[] {
  return [...new Set([range.min, range.max])].filter((end) => typeof end === 'number');
}
