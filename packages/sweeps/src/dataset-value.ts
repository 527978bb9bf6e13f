import { type DatasetOption, datasetOptionNames, parseDatasetReference } from '@hourglass/datasets/catalog';
import { isObject } from './json.ts';

/*
 * The `dataset` of a document before parsing: a name, a path, or an object with options. Flags and forms set the data and each option
 * separately.
 */

/** The value with these options beside those it has. A name or a path becomes an object only where there are options. */
export function withOptions(dataset: unknown, options: Readonly<Record<string, unknown>>): unknown {
  const all = Object.entries({ ...optionsIn(dataset), ...options }).filter(([, value]) => value !== undefined);
  const data = dataIn(dataset);
  return all.length === 0 ? data : { ...referenceObject(data), ...Object.fromEntries(all) };
}

/** The value with other data, and the options that it has. */
export function withData(dataset: unknown, data: unknown): unknown {
  return withOptions(dataIn(data), optionsIn(dataset));
}

/** The value without options; a text if only a name or one path is left. */
export function dataIn(dataset: unknown): unknown {
  if (!isObject(dataset)) return dataset;
  const data = Object.fromEntries(Object.entries(dataset).filter(([field]) => !isOption(field)));
  const [[field, value] = ['', undefined], ...others] = Object.entries(data);
  const isOnly = others.length === 0 && typeof value === 'string' && (field === 'name' || field === 'train');
  // A path that would be taken for a misspelt name stays a file.
  return isOnly && !('problem' in parseDatasetReference(value)) ? value : data;
}

function optionsIn(dataset: unknown): Readonly<Record<string, unknown>> {
  return isObject(dataset) ? Object.fromEntries(Object.entries(dataset).filter(([field]) => isOption(field))) : {};
}

/** `mnist` as `{ name: mnist }`, `digits.npy` as `{ train: digits.npy }`. Any other value becomes a name, which the check of the spec refuses. */
function referenceObject(data: unknown): object {
  if (isObject(data)) return data;
  const parsed = parseDatasetReference(data ?? 'mnist');
  if ('reference' in parsed && typeof parsed.reference === 'object') return parsed.reference;
  return { name: data ?? 'mnist' };
}

function isOption(field: string): field is DatasetOption {
  return datasetOptionNames.some((name) => name === field);
}
