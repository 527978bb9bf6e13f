import { withOptions } from '../dataset-value.ts';
import { SweepsError } from '../errors.ts';
import { needsDimensions, optionName, type SpecFlag, sizesFlags, specFlags } from './spec-flags.ts';
import { one, syntaxes } from './syntax.ts';

/**
 * The document that the flags describe; null where none was given.
 *
 * @param options by the names of `optionName`; those of `sizesFlags` are lists
 * @throws SweepsError where flags describe dense networks without --dims
 */
export function documentFromFlags(options: Readonly<Record<string, unknown>>): unknown {
  const document: Record<SpecFlag['section'], Record<string, unknown>> = {
    spec: { version: 1 },
    dataset: {},
    record: {},
    model: {},
    training: {},
  };
  const given = specFlags.filter((flag) => typeof options[optionName(flag)] === 'string');
  for (const flag of given) document[flag.section][flag.field] = flag.syntax.read(String(options[optionName(flag)]));
  const { spec, dataset, record, model, training } = document;
  for (const flag of sizesFlags) {
    const texts = options[optionName(flag)];
    if (Array.isArray(texts)) model[flag.field] = one(texts.map((text) => syntaxes.sizes.read(String(text))));
  }
  if (given.length === 0 && Object.keys(model).length === 0) return null;
  if (model.dimensions === undefined && needsDimensions(model)) {
    throw new SweepsError('SPEC_INVALID', ['--dims: missing; give the layer sizes, for example --dims 784,256,64.']);
  }
  return {
    ...spec,
    ...(Object.keys(dataset).length === 0 ? {} : { dataset: withOptions(spec.dataset, dataset) }),
    ...(Object.keys(record).length === 0 ? {} : { record }),
    model,
    training,
  };
}
