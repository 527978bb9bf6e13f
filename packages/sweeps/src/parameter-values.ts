import { codeSize, parameterCount, type RunConfig } from '@hourglass/model/config';
import type { BaselineConfig } from './baseline-config.ts';

export type ParameterValues = Readonly<Record<string, number | string>>;

/**
 * A configuration as indexed values, for filters, sorting, heatmaps and importance: options with fields of their own
 * become `noise` and `noise.level`, dimensions become `784-256-64`; depth, width, codeSize and parameterCount are derived.
 */
export function parameterValues(config: RunConfig): ParameterValues {
  const { dimensions, ...fields } = config;
  return {
    dimensions: dimensions.join('-'),
    ...Object.assign({}, ...Object.entries(fields).map(([field, value]) => flatten(field, value))),
    depth: dimensions.length - 1,
    width: Math.max(...dimensions.slice(1)),
    codeSize: codeSize(dimensions),
    parameterCount: parameterCount(config),
  };
}

export function baselineValues({ baseline, codeSize: size }: BaselineConfig): ParameterValues {
  return { baseline, codeSize: size };
}

function flatten(field: string, value: RunConfig[keyof RunConfig]): ParameterValues {
  if (typeof value === 'number' || typeof value === 'string') return { [field]: value };
  if (typeof value === 'boolean') return { [field]: String(value) };
  if (!('kind' in value)) return { [field]: value.join('-') };
  const { kind, ...details } = value;
  return { [field]: kind, ...Object.fromEntries(Object.entries(details).map(([name, detail]) => [`${field}.${name}`, detail])) };
}
