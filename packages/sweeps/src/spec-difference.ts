import { impliedDefaults, kindOf } from '@hourglass/model/config';
import { canonicalJson } from './canonical-json.ts';
import type { FieldInput, FormField } from './form/form-field.ts';
import { formFields } from './form/form-fields.ts';
import { isObject, type Json, type JsonObject } from './json.ts';

/** A field in which two specs differ, with its value in each; the default if a spec omits it. */
export interface FieldDifference {
  readonly name: string;
  readonly title: string;
  readonly before: Json;
  readonly after: Json;
}

/** Every field but the name. The options of a data set are part of its value. */
const compared = formFields().filter(({ name, path }) => name !== 'name' && !(path.length > 1 && path[0] === 'dataset'));

/** The fields in which a valid spec differs from another, apart from its name. */
export function specDifference(before: JsonObject, after: JsonObject): readonly FieldDifference[] {
  const families = [before, after].flatMap(familiesNamed);
  // A field that several families have is compared once, with the default of the first family that a document names.
  const fields = new Map(
    compared
      .filter(({ family }) => family === null || families.includes(family))
      .toReversed()
      .map((field) => [field.path.join('.'), field] as const),
  );
  return [...fields.values()].toReversed().flatMap((field) => {
    const { name, title } = field;
    const [first, second] = [valueIn(before, field), valueIn(after, field)];
    return canonicalJson(first) === canonicalJson(second) ? [] : [{ name, title, before: first, after: second }];
  });
}

function familiesNamed({ model }: JsonObject): readonly Json[] {
  const family = isObject(model) ? model.family : undefined;
  return family === undefined ? ['dense'] : [family].flat();
}

function valueIn(document: JsonObject, field: FormField): Json {
  const { path, name, input } = field;
  const [first = ''] = path;
  const section = path.length > 1 ? document[first] : document;
  const value = isObject(section) ? section[name] : undefined;
  return withoutDetails(withoutList(value ?? defaultIn(document, field)), input);
}

/** The default of a field that a document omits: the one that another field of the document implies, else that of the schema. */
function defaultIn({ model }: JsonObject, { path, name, default: ofSchema }: FormField): Json {
  if (path[0] !== 'model' || !isObject(model)) return ofSchema;
  const implied = impliedDefaults.find(({ field, by }) => field === name && kindOf(model[by.field]) === by.kind);
  return implied === undefined ? ofSchema : implied.value;
}

/** The only entry of a list with one entry. The layers of a network are at least two, so their list is returned unchanged. */
function withoutList(value: Json): Json {
  const [only, second] = Array.isArray(value) ? value : [];
  return only === undefined || second !== undefined ? value : only;
}

/** Omits the details of a kind that equal their default, so that `adam` equals `{ kind: adam, beta1: 0.9, … }`. */
function withoutDetails(value: Json, input: FieldInput): Json {
  if (input.kind !== 'kinds') return value;
  if (Array.isArray(value)) return value.map((each) => withoutDetails(each, input));
  if (!isObject(value)) return { kind: value };
  const details = input.kinds.find(({ name }) => name === value.kind)?.details ?? [];
  const isDefault = (name: string) =>
    canonicalJson(details.find((detail) => detail.name === name)?.default ?? null) === canonicalJson(value[name]);
  return Object.fromEntries(Object.entries(value).filter(([name]) => name === 'kind' || !isDefault(name)));
}
