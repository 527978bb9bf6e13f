import { type FilterField, type OwnFieldName, ownFieldName } from '@hourglass/sweeps/filter';
import { Prisma } from '../generated/prisma/client.ts';

/** Where a field of the run itself or its sweep stands, in a query over "Run" joined with "Sweep". Tags have tables or lists of their own. */
const columns: Readonly<Record<Exclude<OwnFieldName, 'tags' | 'sweep.tags'>, Prisma.Sql>> = {
  state: Prisma.sql`"Run"."state"`,
  wanted: Prisma.sql`"Run"."wanted"`,
  kind: Prisma.sql`"Run"."kind"`,
  sweep: Prisma.sql`"Sweep"."name"`,
  'sweep.id': Prisma.sql`"Sweep"."id"`,
  dataset: Prisma.sql`"Sweep"."dataset"`,
  id: Prisma.sql`"Run"."id"`,
  name: Prisma.sql`"Run"."name"`,
  notes: Prisma.sql`"Run"."notes"`,
  archived: Prisma.sql`("Run"."archivedAt" IS NOT NULL)`,
  seed: Prisma.sql`"Run"."seed"`,
  lastValidationCost: Prisma.sql`"Run"."lastValidationCost"`,
  bestValidationCost: Prisma.sql`"Run"."bestValidationCost"`,
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

export type FieldPlace =
  | { readonly kind: 'column'; readonly column: Prisma.Sql }
  /** An entry of RunValue. */
  | { readonly kind: 'value'; readonly key: string }
  | { readonly kind: 'tags'; readonly of: 'run' | 'sweep' };

export function placeOf(field: FilterField): FieldPlace {
  const own = ownFieldName(field);
  if (own === null) return { kind: 'value', key: field.value ?? field.name };
  if (own === 'tags') return { kind: 'tags', of: 'run' };
  if (own === 'sweep.tags') return { kind: 'tags', of: 'sweep' };
  return { kind: 'column', column: columns[own] };
}
