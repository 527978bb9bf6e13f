import { canonicalJson } from './canonical-json.ts';
import type { FieldInput, FormField } from './form/form-field.ts';
import { formFields } from './form/form-fields.ts';
import type { Json, JsonObject } from './json.ts';

/** A field in which two specs differ, with what they say of it, or its default. */
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
  return compared.flatMap((field) => {
    const { name, title } = field;
    const [first, second] = [valueIn(before, field), valueIn(after, field)];
    return canonicalJson(first) === canonicalJson(second) ? [] : [{ name, title, before: first, after: second }];
  });
}

function valueIn(document: JsonObject, { path, name, input, default: usual }: FormField): Json {
  const [lead = ''] = path;
  const section = path.length > 1 ? document[lead] : document;
  const value = isObject(section) ? section[name] : undefined;
  return withoutDetails(withoutList(value ?? usual), input);
}

/** A list of one choice is that choice. The list of a network's layers is no list of choices: it has two at least. */
function withoutList(value: Json): Json {
  const [only, second] = Array.isArray(value) ? value : [];
  return only === undefined || second !== undefined ? value : only;
}

/** Kinds without the details at their default, so that `adam` equals the same kind written out. */
function withoutDetails(value: Json, input: FieldInput): Json {
  if (input.kind !== 'kinds') return value;
  if (Array.isArray(value)) return value.map((each) => withoutDetails(each, input));
  if (!isObject(value)) return { kind: value };
  const details = input.kinds.find(({ name }) => name === value.kind)?.details ?? [];
  const isUsual = (name: string) =>
    canonicalJson(details.find((detail) => detail.name === name)?.default ?? null) === canonicalJson(value[name]);
  return Object.fromEntries(Object.entries(value).filter(([name]) => name === 'kind' || !isUsual(name)));
}

function isObject(value: Json | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
