/*
 * How the parameters of runs are named, and runs labelled by them. Browser-safe, without zod. The names stand where the fields are defined: in
 * run-field-names.ts and in the layout of each family.
 */
export { derivedParameters, listedParameters, parameterTitle, shortParameterName } from './parameter-names.ts';
export { type LabelledRun, runLabel } from './run-label.ts';
