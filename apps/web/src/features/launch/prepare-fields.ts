import { knownNameOf, parseDatasetReference, pictureOptionNames } from '@hourglass/datasets/catalog';
import { formatCount } from '@hourglass/presentation';
import type { Json, JsonObject } from '@hourglass/sweeps';
import { dataIn } from '@hourglass/sweeps/flags';
import type { FormField } from '@hourglass/sweeps/form';
import { fieldsOfFamilies } from '@hourglass/sweeps/form-families';
import { isJsonObject } from '#lib/is-json-object.ts';
import { isRange, valuesOf } from './fields/field-values.ts';
import type { LaunchPlan } from './server/prepare-plan.ts';
import { edited, type SpecState, valueAt, withoutForeignFields } from './spec-state.ts';

export interface FormRow {
  readonly field: FormField;
  readonly value: Json | undefined;
  /** `default`, or the number of values if the field is an axis. */
  readonly note: string;
  /** The field itself is not at its default; its options, which are fields of their own, do not count. */
  readonly canReset: boolean;
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

/** Combines every field that applies to the document's families with its value in the document and its problems. */
export function prepareSections(
  fields: readonly FormField[],
  document: JsonObject,
  problems: LaunchPlan['problems'],
): readonly FormSection[] {
  const applying = fieldsOfFamilies(fields, familiesIn(fields, document))
    .filter((field) => appliesToData(field, document))
    .map((field) => withImplied(field, document));
  return sections.map(({ title, lead }) => ({
    title,
    rows: applying
      .filter(({ path: [first, ...rest] }) => (rest.length > 0 || first === 'dataset' ? first : null) === lead)
      .map((field) => {
        const value = valueAt(document, field.path);
        return {
          field,
          value,
          note: noteOf(field, ownValue(field, value)),
          canReset: !field.isRequired && ownValue(field, value) !== undefined,
          problems: problems.flatMap((problem) => (problem.field === field.name ? [problem.sentence] : [])),
        };
      }),
  }));
}

/** Known data sets have no pictures to bring to a size; an option that the document has is shown, because it is refused. */
function appliesToData({ path }: FormField, document: JsonObject): boolean {
  const [lead, option] = path;
  if (lead !== 'dataset' || !pictureOptionNames.some((name) => name === option) || valueAt(document, path) !== undefined) return true;
  const parsed = parseDatasetReference(dataIn(document.dataset));
  return 'reference' in parsed && knownNameOf(parsed.reference) === null;
}

/** The field with the default that the document's other choices imply. */
function withImplied(field: FormField, document: JsonObject): FormField {
  const found = field.implied?.find(({ by }) => {
    const choice = valueAt(document, ['model', by.field]);
    return choice === by.kind || (isJsonObject(choice) && choice.kind === by.kind);
  });
  return found === undefined ? field : { ...field, default: found.value };
}

/** The families that a document names. */
function familiesIn(fields: readonly FormField[], document: JsonObject): readonly string[] {
  const family = fields.find(({ name }) => name === 'family');
  if (family === undefined) throw new RangeError('The form has no field for the family.');
  return valuesOf(family, valueAt(document, family.path)).map(String);
}

/** Applies an edit of a field. Another family drops the fields that it does not have. */
export function editField(
  before: SpecState,
  fields: readonly FormField[],
  { path, value }: { readonly path: readonly string[]; readonly value: Json | undefined },
): SpecState {
  const after = edited(before, path, value);
  return path.join('.') === 'model.family' ? withoutForeignFields(after, fields, familiesIn(fields, after.document)) : after;
}

/** Problems that belong to no field of the form. */
export function otherProblems(fields: readonly FormField[], problems: LaunchPlan['problems']): readonly string[] {
  return problems.flatMap(({ field, sentence }) => (fields.some(({ name }) => name === field) ? [] : [sentence]));
}

/** The value without options; undefined where that is the default. */
function ownValue({ input, default: fallback }: FormField, value: Json | undefined): Json | undefined {
  if (input.kind !== 'dataset' || value === undefined) return value;
  const data = dataIn(value);
  return data === fallback ? undefined : value;
}

function noteOf(field: FormField, value: Json | undefined): string {
  if (value === undefined) {
    if (field.isRequired) return '';
    // Another choice leaves nothing to choose.
    if (field.implied?.some(({ value: implied }) => implied === null && field.default === null)) return 'none';
    // A field outside the network without a default can be left out.
    return field.default !== null ? 'default' : field.family === null ? '' : 'default of each family';
  }
  if (isRange(value)) return typeof value.steps === 'number' ? `${formatCount(value.steps)} values` : 'range';
  // An option of the data is one value, also where that is a list.
  if (field.path[0] === 'dataset') return '';
  const count = valuesOf(field, value).length;
  return count > 1 ? `${formatCount(count)} values` : '';
}
