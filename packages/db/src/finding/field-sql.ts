import { type FilterField, type OwnFieldName, ownFieldName } from '@hourglass/sweeps/filter';
import { type RunMetricKey, runMetricText } from '@hourglass/sweeps/metrics';
import { Prisma } from '../generated/prisma/client.ts';
import { datasetHash } from '../repositories/dataset-marks.ts';
import { keyOfMetric, metricColumns } from '../repositories/metric-names.ts';

/**
 * Columns of the run's own fields and its sweep's, in a query over "Run" joined with "Sweep". Tags are not columns: they are stored in
 * RunTag or in a JSON array.
 */
const columns: Readonly<Record<Exclude<OwnFieldName, 'tags' | 'sweep.tags'>, Prisma.Sql>> = {
  state: Prisma.sql`"Run"."state"`,
  wanted: Prisma.sql`"Run"."wanted"`,
  kind: Prisma.sql`"Run"."kind"`,
  sweep: Prisma.sql`"Sweep"."name"`,
  'sweep.id': Prisma.sql`"Sweep"."id"`,
  dataset: Prisma.sql`"Sweep"."dataset"`,
  'dataset.hash': datasetHash,
  id: Prisma.sql`"Run"."id"`,
  number: Prisma.sql`"Run"."number"`,
  name: Prisma.sql`"Run"."name"`,
  notes: Prisma.sql`"Run"."notes"`,
  archived: Prisma.sql`("Run"."archivedAt" IS NOT NULL)`,
  seed: Prisma.sql`"Run"."seed"`,
  lastValidationCost: Prisma.sql`"Run"."lastValidationCost"`,
  bestValidationCost: Prisma.sql`"Run"."bestValidationCost"`,
  bestTestCost: Prisma.sql`"Run"."bestTestCost"`,
  bestEpoch: Prisma.sql`"Run"."bestEpoch"`,
  lastTestCost: Prisma.sql`"Run"."lastTestCost"`,
  lastTrainCost: Prisma.sql`"Run"."lastTrainCost"`,
  trainingSeconds: Prisma.sql`"Run"."trainingSeconds"`,
  step: Prisma.sql`"Run"."step"`,
  totalSteps: Prisma.sql`"Run"."totalSteps"`,
  attempt: Prisma.sql`"Run"."attempt"`,
  createdAt: Prisma.sql`"Run"."createdAt"`,
  startedAt: Prisma.sql`"Run"."startedAt"`,
  endedAt: Prisma.sql`"Run"."endedAt"`,
};

/** A row of a table with one row per run and key: a parameter in RunValue or a metric in RunMetric. */
export interface Lookup {
  readonly kind: 'lookup';
  /** Equal for lookups of the same row. */
  readonly id: string;
  readonly table: Prisma.Sql;
  readonly keyColumn: Prisma.Sql;
  readonly key: Prisma.Sql;
  readonly number: Prisma.Sql;
  /** Null if the table stores only numbers. */
  readonly text: Prisma.Sql | null;
}

export type FieldLocation =
  | { readonly kind: 'column'; readonly column: Prisma.Sql }
  | Lookup
  | { readonly kind: 'tags'; readonly of: 'run' | 'sweep' };

export function locationOf(field: FilterField): FieldLocation {
  const own = ownFieldName(field);
  if (own === null) return field.metric === undefined ? parameterLookup(field.value ?? field.name) : metricLookup(field.metric);
  if (own === 'tags') return { kind: 'tags', of: 'run' };
  if (own === 'sweep.tags') return { kind: 'tags', of: 'sweep' };
  return { kind: 'column', column: columns[own] };
}

function parameterLookup(name: string): Lookup {
  return {
    ...{ kind: 'lookup', id: `parameter ${name}`, table: Prisma.sql`"RunValue"`, keyColumn: Prisma.sql`"key"`, key: Prisma.sql`${name}` },
    ...{ number: Prisma.sql`"number"`, text: Prisma.sql`"text"` },
  };
}

function metricLookup(metric: RunMetricKey): Lookup {
  return {
    ...{ kind: 'lookup', id: `metric ${runMetricText(metric)}`, table: Prisma.sql`"RunMetric"`, keyColumn: Prisma.sql`"metricKey"` },
    ...{ key: keyOfMetric(metric), number: metricColumns[metric.at], text: null },
  };
}

/** Left-joins the row of a lookup to "Run". The row is null if the run has no such value. */
export function joinLookup({ table, keyColumn, key }: Lookup, row: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`LEFT JOIN ${table} AS ${row} ON ${row}."runKey" = "Run"."key" AND ${row}.${keyColumn} = ${key}`;
}
