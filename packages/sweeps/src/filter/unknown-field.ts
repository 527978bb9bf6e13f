import { closest } from './closest.ts';
import { type FieldIndex, type FilterField, ownFieldName } from './fields.ts';

/** Maximum number of suggested fields. */
const maxSuggested = 3;

/** Names a field that does not exist, and the fields that may be meant: `validation` is part of several names. */
export function unknownField(name: string, fields: FieldIndex): string {
  const near = closest(name, [...fields.keys()]);
  const suggested = near === null ? fieldsAbout(name, fields).slice(0, maxSuggested) : [near];
  const hint = suggested.length === 0 ? '.' : `; did you mean ${suggested.join(' or ')}?`;
  return `There is no field ${JSON.stringify(name)}${hint}`;
}

/** Fields whose name or title contains a word, those of the run itself first. A field with several names is given once. */
function fieldsAbout(word: string, fields: FieldIndex): readonly string[] {
  const wanted = word.toLowerCase();
  const isAbout = ({ name, title, isAlias }: FilterField) =>
    isAlias !== true && (name.toLowerCase().includes(wanted) || title.toLowerCase().includes(wanted));
  const found = [...fields.values()].filter(isAbout);
  const own = found.filter((field) => ownFieldName(field) === field.name);
  const others = found.filter((field) => ownFieldName(field) === null);
  return [...own, ...others].map(({ name }) => name);
}
