import type { Json, JsonObject } from '@hourglass/sweeps';
import type { FormField } from '@hourglass/sweeps/form';
import { isJsonObject } from '#lib/is-json-object.ts';

/*
 * How a field's value in a document is shown and typed. What a document says and a form can't show is left to the text.
 */

/** The values of a field, one or many: what the document says, else the default. */
export function valuesOf({ takes, input, default: fallback }: FormField, value: Json | undefined): readonly Json[] {
  const shown = value ?? fallback;
  if (shown === null) return [];
  const isMany = Array.isArray(shown) && takes !== 'one' && (input.kind !== 'numbers' || shown.every((each) => Array.isArray(each)));
  return isMany ? (shown as readonly Json[]) : [shown];
}

/** What the document says for these values; undefined where that is the default, so that nothing is written. */
export function valueFor({ takes, default: fallback }: FormField, values: readonly Json[]): Json | undefined {
  const value = takes === 'list' || values.length !== 1 ? values : (values[0] ?? null);
  return JSON.stringify(value) === JSON.stringify(fallback) ? undefined : value;
}

/** `0.001, 0.0003` → numbers; what is no number stays text, so that the spec's own check can name it. */
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

/** A range around the values of a field, to start from. */
export function rangeAround(values: readonly Json[], isInteger: boolean): JsonObject {
  const numbers = values.filter((value) => typeof value === 'number');
  const [low, high] = numbers.length > 1 ? [Math.min(...numbers), Math.max(...numbers)] : around(numbers[0] ?? 1, isInteger);
  const isLog = low > 0 && high / low >= 10;
  return { min: low, max: high, ...(isLog ? { scale: 'log' } : {}), steps: 3 };
}

function around(value: number, isInteger: boolean): readonly [number, number] {
  const tidy = (number: number) => (isInteger ? Math.max(1, Math.round(number)) : Number(number.toPrecision(3)));
  return value === 0 ? [0, isInteger ? 10 : 0.001] : [tidy(value / 10), tidy(value * 10)];
}

/** The ends of a range as values of their own. */
export function endsOf(range: JsonObject): readonly Json[] {
  return [...new Set([range.min, range.max])].filter((end) => typeof end === 'number');
}
