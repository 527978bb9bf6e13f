import { formatCount } from '@hourglass/presentation';
import type { Json, JsonObject } from '@hourglass/sweeps';
import type { FormField } from '@hourglass/sweeps/form';
import { isRange, valuesOf } from './fields/field-values.ts';
import type { LaunchPlan } from './server/prepare-plan.ts';
import { valueAt } from './spec-state.ts';

export interface FormRow {
  readonly field: FormField;
  readonly value: Json | undefined;
  /** `default`, or the number of values if the field is an axis. */
  readonly note: string;
  readonly problems: readonly string[];
}

export interface FormSection {
  readonly title: string;
  readonly rows: readonly FormRow[];
}

const sections: readonly { readonly title: string; readonly lead: string | null }[] = [
  { title: 'Sweep', lead: null },
  { title: 'Data', lead: 'dataset' },
  { title: 'Network', lead: 'model' },
  { title: 'Training', lead: 'training' },
  { title: 'Recording', lead: 'record' },
];

/** Combines every field of the spec with its value in the document and its problems. */
export function prepareSections(
  fields: readonly FormField[],
  document: JsonObject,
  problems: LaunchPlan['problems'],
): readonly FormSection[] {
  return sections.map(({ title, lead }) => ({
    title,
    rows: fields
      .filter(({ path }) => (path.length > 1 ? path[0] : null) === lead)
      .map((field) => {
        const value = valueAt(document, field.path);
        return {
          field,
          value,
          note: noteOf(field, value),
          problems: problems.flatMap((problem) => (problem.field === field.name ? [problem.sentence] : [])),
        };
      }),
  }));
}

/** Problems that belong to no field of the form. */
export function otherProblems(fields: readonly FormField[], problems: LaunchPlan['problems']): readonly string[] {
  return problems.flatMap(({ field, sentence }) => (fields.some(({ name }) => name === field) ? [] : [sentence]));
}

function noteOf(field: FormField, value: Json | undefined): string {
  if (value === undefined) return field.default === null ? '' : 'default';
  if (isRange(value)) return typeof value.steps === 'number' ? `${formatCount(value.steps)} values` : 'range';
  const count = valuesOf(field, value).length;
  return count > 1 ? `${formatCount(count)} values` : '';
}
