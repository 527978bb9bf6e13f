export type { FieldInput, FormField, KindDetail, NumberBounds } from './form-field.ts';
export { formFields } from './form-fields.ts';
