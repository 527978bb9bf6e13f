import { hasBest } from '@hourglass/sweeps';
import { hasValidation } from '@hourglass/sweeps/dataset-facts';
import type { FieldIndex } from '@hourglass/sweeps/filter';
import type { FoundRun, RunQuery } from '../contract/finding.ts';
import type { Provenance } from '../contract/runs.ts';
import type { Query } from '../driver/adapter.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { onlyRow } from '../only-row.ts';
import { datasetMarks } from '../repositories/dataset-marks.ts';
import { type RunRow, toRun } from '../repositories/run-converter.ts';
import { type RunOfSweepRow, runColumnsWithSweep } from '../repositories/run-reader.ts';
import { expressionsOf, orderSql, type ParsedQuery, parseQuery, passingRuns } from './query.ts';

interface FoundKey {
  readonly key: number;
  /** Number of runs that pass, over all pages. */
  readonly total: number;
}

export interface Page {
  readonly offset: number;
  readonly limit: number;
}

export function findRuns(query: Query, request: RunQuery & Page, fields: FieldIndex) {
  const parsed = parseQuery(request, fields);
  const found = findKeys(query, parsed, request);
  const total = found[0]?.total ?? (request.offset === 0 ? 0 : count(query, parsed));
  return Object.freeze({ total, runs: readFound(query, found) });
}

/**
 * Filters, counts, orders and pages in the database, from indexes only: it reads just the runs of the page. The runs that pass are materialized
 * once, because a filter looks up the values of all runs, which takes longer than counting and ordering those that pass.
 */
export function findKeys(query: Query, { filter, sort }: ParsedQuery, { offset, limit }: Page): readonly FoundKey[] {
  const { joins, expressions } = expressionsOf(sort.map(({ field }) => field));
  const sorted = expressions.map((ofKey, key) =>
    ofKey.map((expression, part) => ({ expression, name: Prisma.raw(`"sort${key}_${part}"`) })),
  );
  const columns = [Prisma.sql`"Run"."key"`, ...sorted.flat().map(({ expression, name }) => Prisma.sql`${expression} AS ${name}`)];
  const order = orderSql(
    sort,
    sorted.map((ofKey) => ofKey.map(({ name }) => name)),
  );
  return query<FoundKey>(Prisma.sql`
    WITH "Passed" AS MATERIALIZED (
      SELECT ${Prisma.join(columns)} ${passingRuns(filter, joins)}
    )
    SELECT "Run"."key", (SELECT COUNT(*) FROM "Passed") AS "total" FROM "Passed" AS "Run" ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`);
}

function count(query: Query, { filter }: ParsedQuery): number {
  const rows = query<Pick<FoundKey, 'total'>>(Prisma.sql`
    SELECT COUNT(*) AS "total" ${passingRuns(filter)}`);
  return onlyRow(rows).total;
}

type FoundRow = RunOfSweepRow &
  Pick<FoundRun, 'sweepName' | 'dataset'> & {
    readonly sweepKey: number;
    /** The option of the data set; null where it is at its default. */
    readonly validation: number | null;
  };

/** Reads the runs of a page in order, with the name of their sweep. */
function readFound(query: Query, found: readonly FoundKey[]): readonly FoundRun[] {
  const rows = query<FoundRow>(Prisma.sql`
    SELECT ${runColumnsWithSweep}, "Sweep"."name" AS "sweepName", "Sweep"."dataset", "Sweep"."key" AS "sweepKey",
      json_extract("Sweep"."facts", '$.options.validation') AS "validation"
    FROM json_each(${keysOf(found)}) AS "found"
    JOIN "Run" ON "Run"."key" = "found"."value" JOIN "Sweep" ON "Sweep"."key" = "Run"."sweepKey"
    ORDER BY "found"."key"`);
  const marks = datasetMarks(query, JSON.stringify([...new Set(rows.map(({ sweepKey }) => sweepKey))]));
  const seen = new Map<string, Provenance>();
  return Object.freeze(
    rows.map((row) => {
      const { sweep, ranking, sweepName, dataset, sweepKey, validation } = row;
      const datasetMark = marks.get(sweepKey) ?? null;
      const run = toRun(row, { id: sweep, ranking }, seen);
      const facts = validation === null ? null : { options: { validation } };
      return Object.freeze({
        ...{ ...run, sweepName, dataset, datasetMark },
        ...{ hasValidation: hasValidation(facts), hasBest: hasBest(run.ranking, facts) },
      });
    }),
  );
}

/** Ids of the found runs, in order. */
export function idsOf(query: Query, found: readonly FoundKey[]): readonly string[] {
  const rows = query<Pick<RunRow, 'id'>>(Prisma.sql`
    SELECT "Run"."id" FROM json_each(${keysOf(found)}) AS "found" JOIN "Run" ON "Run"."key" = "found"."value" ORDER BY "found"."key"`);
  return Object.freeze(rows.map(({ id }) => id));
}

function keysOf(found: readonly FoundKey[]): string {
  return JSON.stringify(found.map(({ key }) => key));
}
