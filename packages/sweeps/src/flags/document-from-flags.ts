import { withOptions } from '../dataset-value.ts';
import { SweepsError } from '../errors.ts';
import { needsDimensions, optionName, type SpecFlag, specFlags } from './spec-flags.ts';
import { one, syntaxes } from './syntax.ts';

/**
 * The document that the flags describe; null where none was given.
 *
 * @param options by the names of `optionName`; `dims` is a list
 * @throws SweepsError where flags describe dense networks without --dims
 */
export function documentFromFlags(options: Readonly<Record<string, unknown>>): unknown {
  const document: Record<SpecFlag['section'], Record<string, unknown>> = {
    spec: { version: 1 },
    ...{ dataset: {}, record: {}, model: {}, training: {} },
  };
  const given = specFlags.filter((flag) => typeof options[optionName(flag)] === 'string');
  for (const flag of given) document[flag.section][flag.field] = flag.syntax.read(String(options[optionName(flag)]));
  const dims = (Array.isArray(options.dims) ? options.dims : []).map((text) => syntaxes.numbers.read(String(text)));
  if (dims.length === 0 && given.length === 0) return null;
  const { spec, dataset, record, model, training } = document;
  if (dims.length === 0 && needsDimensions(model)) {
    throw new SweepsError('SPEC_INVALID', ['--dims: missing; give the layer sizes, for example --dims 784,256,64.']);
  }
  return {
    ...spec,
    ...(Object.keys(dataset).length === 0 ? {} : { dataset: withOptions(spec.dataset, dataset) }),
    ...(Object.keys(record).length === 0 ? {} : { record }),
    model: { ...(dims.length === 0 ? {} : { dimensions: one(dims) }), ...model },
    training,
  };
}
