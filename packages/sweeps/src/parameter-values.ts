import { describeNetwork, familyConfigOf, type RunConfig } from '@hourglass/model/config';
import { layoutText } from '@hourglass/model/layout';
import type { BaselineConfig } from './baseline-config.ts';

export type ParameterValues = Readonly<Record<string, number | string>>;

/**
 * A configuration as indexed values, for filters, sorting, heatmaps and importance: options with nested fields become `noise` and
 * `noise.level`, lists become `784-256-64`. Adds the parameter count, the numbers that its family derives, and the code size; of a quantized code, which
 * no other is compared with by its size, the bits.
 */
export function parameterValues(config: RunConfig, sampleShape: readonly number[]): ParameterValues {
  const { codeSize, codeBits, parameterCount } = describeNetwork(config, sampleShape);
  // The number of classes of a condition follows from the data.
  const chosen = { ...config, condition: { kind: config.condition.kind } };
  return {
    ...Object.assign({}, ...Object.entries(chosen).map(([field, value]) => flatten(field, value))),
    ...familyConfigOf(config.family).derivedValues(config),
    ...(codeBits === null ? { codeSize } : { codeBits }),
    parameterCount,
  };
}

export function baselineValues({ baseline, codeSize: size }: BaselineConfig): ParameterValues {
  return { baseline, codeSize: size };
}

type ValueOf<Config> = Config extends unknown ? Config[keyof Config] : never;

function flatten(field: string, value: ValueOf<RunConfig>): ParameterValues {
  // A field without a value has none to filter or sort by; so has a detail.
  if (value === null) return {};
  if (typeof value === 'number' || typeof value === 'string') return { [field]: value };
  if (typeof value === 'boolean') return { [field]: String(value) };
  if (Array.isArray(value)) return { [field]: layoutText(value) };
  const { kind, ...details } = value;
  const given = Object.entries(details).flatMap(([name, detail]) => (detail === null ? [] : [[`${field}.${name}`, detail] as const]));
  return { [field]: kind, ...Object.fromEntries(given) };
}
