import type { DatasetReference } from '@hourglass/datasets/catalog';
import { modelFields, type RunConfig, runConfigSchema } from '@hourglass/model/config';
import { type JsonObject, plainJson } from './json.ts';
import { fieldsWithoutDefaults } from './without-defaults.ts';

export interface RunToClone {
  readonly name: string;
  readonly dataset: DatasetReference;
  readonly config: RunConfig;
  readonly seed: number;
}

/** The spec of a sweep with this run alone. Fields that are as by default are left out. */
export function documentOfRun({ name, dataset, config, seed }: RunToClone): JsonObject {
  const fields = Object.entries(fieldsWithoutDefaults(runConfigSchema, config));
  const model = fields.filter(([field]) => field in modelFields);
  const training = fields.filter(([field]) => !(field in modelFields));
  return plainJson({
    version: 1,
    name,
    dataset,
    model: Object.fromEntries(model),
    ...(training.length === 0 ? {} : { training: Object.fromEntries(training) }),
    seeds: [seed],
  });
}
