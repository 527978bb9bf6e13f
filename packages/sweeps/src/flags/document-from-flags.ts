import { SweepsError } from '../errors.ts';
import { optionName, type SpecFlag, specFlags } from './spec-flags.ts';
import { one, syntaxes } from './syntax.ts';

/**
 * The document that the flags describe; null where none was given.
 *
 * @param options by the names of `optionName`; `dims` is a list
 * @throws SweepsError where other flags came without --dims
 */
export function documentFromFlags(options: Readonly<Record<string, unknown>>): unknown {
  const document: Record<SpecFlag['section'], Record<string, unknown>> = { spec: { version: 1 }, record: {}, model: {}, training: {} };
  const given = specFlags.filter((flag) => typeof options[optionName(flag)] === 'string');
  for (const flag of given) document[flag.section][flag.field] = flag.syntax.read(String(options[optionName(flag)]));
  const dims = (Array.isArray(options.dims) ? options.dims : []).map((text) => syntaxes.numbers.read(String(text)));
  if (dims.length === 0 && given.length === 0) return null;
  if (dims.length === 0) {
    throw new SweepsError('SPEC_INVALID', ['--dims: missing; give the layer sizes, for example --dims 784,256,64.']);
  }
  const { spec, record, model, training } = document;
  return {
    ...spec,
    ...(Object.keys(record).length === 0 ? {} : { record }),
    model: { dimensions: one(dims), ...model },
    training,
  };
}
