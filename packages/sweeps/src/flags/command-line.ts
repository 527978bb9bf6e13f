import { datasetRoles, parseDatasetReference } from '@hourglass/datasets/catalog';
import { shellWord } from '@hourglass/presentation';
import { canonicalJson } from '../canonical-json.ts';
import { fieldsIn } from '../json.ts';
import { flagWord, needsDimensions, type SpecFlag, sizesFlags, specFlags } from './spec-flags.ts';
import { syntaxes } from './syntax.ts';

/** The arguments of `./hourglass sweep` for a document; null if flags can't express it and a file is needed. */
export function commandWords(document: unknown): readonly string[] | null {
  const { version, record = {}, model, training = {}, dataset, ...frame } = fieldsIn(document);
  if (version !== 1) return null;
  const network = fieldsIn(model);
  const data = datasetFlags(dataset);
  if (data === null) return null;
  const sections: Sections = {
    spec: { ...frame, dataset: data.name },
    dataset: data.options,
    record: fieldsIn(record),
    model: network,
    training: fieldsIn(training),
  };
  if (network.dimensions === undefined && needsDimensions(network)) return null;
  const words: string[] = [];
  for (const flag of sizesFlags) {
    for (const sizes of listsOf(network[flag.field])) {
      const text = syntaxes.sizes.write(sizes);
      if (text === null) return null;
      words.push(flagWord(flag), text);
    }
  }
  for (const flag of specFlags) {
    const value = sections[flag.section][flag.field];
    if (value === undefined) continue;
    const text = flag.syntax.write(value);
    if (text === null) return null;
    words.push(flagWord(flag), text);
  }
  return hasOnlyFlags(sections) ? words : null;
}

/** The words as a POSIX shell reads them back. */
export function shellText(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

/** The argument of --dataset, and the options; null where more files are needed than one flag names. */
function datasetFlags(dataset: unknown): { readonly name: unknown; readonly options: Readonly<Record<string, unknown>> } | null {
  if (dataset === undefined || typeof dataset === 'string') return { name: dataset, options: {} };
  const { name, train, ...options } = fieldsIn(dataset);
  const only = name === undefined ? train : name;
  if (typeof only !== 'string' || datasetRoles.some((role) => options[role] !== undefined)) return null;
  // A path that would be taken for a misspelt name needs the field `train` of a file.
  const isReadAlike =
    canonicalJson(parseDatasetReference(only)) === canonicalJson(parseDatasetReference(name === undefined ? { train } : { name }));
  return isReadAlike ? { name: only, options } : null;
}

/** A list of sizes is one value, a list of such lists an axis. */
function listsOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) && value.length > 0 && value.every(Array.isArray) ? value : [value];
}

type Sections = Readonly<Record<SpecFlag['section'], Readonly<Record<string, unknown>>>>;

function hasOnlyFlags(sections: Sections): boolean {
  return Object.entries(sections).every(([section, fields]) =>
    Object.entries(fields).every(
      ([field, value]) =>
        value === undefined ||
        specFlags.some((flag) => flag.section === section && flag.field === field) ||
        (section === 'model' && sizesFlags.some((flag) => flag.field === field)),
    ),
  );
}
