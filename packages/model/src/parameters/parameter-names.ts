import { plainTitle } from '@hourglass/presentation';
import { commonDerived, layoutFields, layouts } from '../layout.ts';
import { runFieldNames } from '../run-field-names.ts';
import type { FieldNames } from './field-names.ts';

/** Numbers that follow from a configuration. Families may share a name. */
const derived = [...layouts.flatMap((layout) => layout.derived), ...commonDerived];

/** Parameters computed from others: shown after them, and never used to distinguish runs. */
export const derivedParameters: readonly string[] = [...new Set(derived.map(({ name }) => name))];

const names: ReadonlyMap<string, FieldNames> = new Map<string, FieldNames>([
  ...derived.map((field) => [field.name, field] as const),
  ...layouts.flatMap((layout) => Object.entries(layout.names)),
  ...Object.entries(runFieldNames),
]);

/** Parameters that a list of runs shows by default, the layers first. */
export const listedParameters: readonly string[] = [
  ...layoutFields,
  ...[...names].flatMap(([name, { isListed }]) => (isListed === true && !derivedParameters.includes(name) ? [name] : [])),
  ...new Set(derived.flatMap(({ name, isListed }) => (isListed === true ? [name] : []))),
];

/** `learningRate` → `learning rate`, `optimizer.beta1` → `optimizer beta1` */
export function parameterTitle(key: string): string {
  return namesOf(key)?.title ?? plainTitle(key);
}

/** The name of a parameter in a label, before its value; empty where the value needs none. */
export function shortParameterName(key: string): string {
  return namesOf(key)?.short ?? parameterTitle(key);
}

function namesOf(key: string): FieldNames | undefined {
  const [name = '', detail] = key.split('.', 2);
  const ofField = names.get(name);
  return detail === undefined ? ofField : ofField?.details?.[detail];
}
