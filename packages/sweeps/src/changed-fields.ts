import { type RunConfig, runConfigSchema } from '@hourglass/model/config';
import { canonicalJson } from './canonical-json.ts';

/** The dimensions, and every other field that is not as by default. */
export function changedFields(config: RunConfig): Readonly<Record<string, unknown>> {
  const defaults: Readonly<Record<string, unknown>> = runConfigSchema.parse({ dimensions: config.dimensions });
  return Object.fromEntries(
    Object.entries(config).filter(([field, value]) => field === 'dimensions' || canonicalJson(value) !== canonicalJson(defaults[field])),
  );
}
