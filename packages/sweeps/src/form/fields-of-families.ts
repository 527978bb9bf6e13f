import type { FormField } from './form-field.ts';

/** The fields that apply to these families, each once. A field whose defaults differ between them has no default. */
export function fieldsOfFamilies(fields: readonly FormField[], families: readonly string[]): readonly FormField[] {
  const applying = fields.filter(({ family }) => family === null || families.includes(family));
  return [...Map.groupBy(applying, ({ path }) => path.join('.')).values()].flatMap(([field, ...others]) => {
    if (field === undefined) return [];
    const isSame = others.every((other) => JSON.stringify(other.default) === JSON.stringify(field.default));
    return [isSame ? field : { ...field, default: null }];
  });
}
