import type { DatasetReference } from '@hourglass/datasets/catalog';
import { modelFields, type RunConfig, runConfigSchema } from '@hourglass/model/config';
import { metricKeyText, type Ranking } from '@hourglass/model/metrics';
import { z } from 'zod';
import { type JsonObject, plainJson } from './json.ts';
import type { RecordConfig } from './record-config.ts';
import { frameFields } from './spec.ts';
import { fieldsWithoutDefaults } from './without-defaults.ts';

const keptSchema = z.object(frameFields).pick({ minimise: true, maximise: true, extendable: true, record: true });

export interface RunToClone {
  readonly name: string;
  readonly dataset: DatasetReference;
  readonly config: RunConfig;
  readonly seed: number;
  /** The metric that ranks its epochs. */
  readonly ranking: Ranking;
  /** What its sweep keeps of its runs. */
  readonly extendable: boolean;
  readonly record: RecordConfig;
}

/** The spec of a sweep with this run alone. Fields at their default are omitted. */
export function documentOfRun({ name, dataset, config, seed, ranking, extendable, record }: RunToClone): JsonObject {
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
    ...fieldsWithoutDefaults(keptSchema, { [ranking.direction]: metricKeyText(ranking), extendable, record }),
  });
}
