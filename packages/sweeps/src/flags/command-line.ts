import { datasetRoles, parseDatasetReference } from '@hourglass/datasets/catalog';
import { canonicalJson } from '../canonical-json.ts';
import { dimensionsFlag, flagWord, needsDimensions, type SpecFlag, specFlags } from './spec-flags.ts';
import { syntaxes } from './syntax.ts';

/** The arguments of `./hourglass sweep` for a document; null if flags can't express it and a file is needed. */
export function commandWords(document: unknown): readonly string[] | null {
  const { version, record = {}, model, training = {}, dataset, ...frame } = asObject(document);
  if (version !== 1) return null;
  const { dimensions, ...network } = asObject(model);
  const data = datasetFlags(dataset);
  if (data === null) return null;
  const sections: Sections = {
    spec: { ...frame, dataset: data.name },
    ...{ dataset: data.options, record: asObject(record), model: network, training: asObject(training) },
  };
  const words: string[] = [];
  for (const sizes of networksOf(dimensions)) {
    const text = syntaxes.numbers.write(sizes);
    if (text === null) return null;
    words.push(flagWord(dimensionsFlag), text);
  }
  if (words.length === 0 && needsDimensions(network)) return null;
  for (const flag of specFlags) {
    const value = sections[flag.section][flag.field];
    if (value === undefined) continue;
    const text = flag.syntax.write(value);
    if (text === null) return null;
    words.push(flagWord(flag), text);
  }
  return hasOnlyFlags(sections) ? words : null;
}

/** As a shell reads them. */
export function shellText(words: readonly string[]): string {
  return words.map((word) => (/^[\w./:,=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`)).join(' ');
}

/** The argument of --dataset, and the options; null where more files are needed than one flag names. */
function datasetFlags(dataset: unknown): { readonly name: unknown; readonly options: Readonly<Record<string, unknown>> } | null {
  if (dataset === undefined || typeof dataset === 'string') return { name: dataset, options: {} };
  const { name, train, ...options } = asObject(dataset);
  const lone = name === undefined ? train : name;
  if (typeof lone !== 'string' || datasetRoles.some((role) => options[role] !== undefined)) return null;
  // A path that would be taken for a misspelt name needs the field `train` of a file.
  const isReadAlike =
    canonicalJson(parseDatasetReference(lone)) === canonicalJson(parseDatasetReference(name === undefined ? { train } : { name }));
  return isReadAlike ? { name: lone, options } : null;
}

function networksOf(dimensions: unknown): readonly unknown[] {
  if (!Array.isArray(dimensions)) return [];
  return dimensions.every(Array.isArray) ? dimensions : [dimensions];
}

type Sections = Readonly<Record<SpecFlag['section'], Readonly<Record<string, unknown>>>>;

function hasOnlyFlags(sections: Sections): boolean {
  return Object.entries(sections).every(([section, fields]) =>
    Object.entries(fields).every(
      ([field, value]) => value === undefined || specFlags.some((flag) => flag.section === section && flag.field === field),
    ),
  );
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : {};
}
