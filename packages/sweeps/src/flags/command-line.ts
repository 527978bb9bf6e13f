import { dimensionsFlag, flagWord, needsDimensions, specFlags } from './spec-flags.ts';
import { syntaxes } from './syntax.ts';

/** The arguments of `./hourglass sweep` for a document; null if flags can't express it and a file is needed. */
export function commandWords(document: unknown): readonly string[] | null {
  const { version, record = {}, model, training = {}, ...frame } = asObject(document);
  if (version !== 1) return null;
  const { dimensions, ...network } = asObject(model);
  const sections = { spec: frame, record: asObject(record), model: network, training: asObject(training) };
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

function networksOf(dimensions: unknown): readonly unknown[] {
  if (!Array.isArray(dimensions)) return [];
  return dimensions.every(Array.isArray) ? dimensions : [dimensions];
}

function hasOnlyFlags(sections: Readonly<Record<string, Readonly<Record<string, unknown>>>>): boolean {
  return Object.entries(sections).every(([section, fields]) =>
    Object.entries(fields).every(
      ([field, value]) => value === undefined || specFlags.some((flag) => flag.section === section && flag.field === field),
    ),
  );
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : {};
}
