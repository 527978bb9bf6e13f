import { datasetLabel } from '@hourglass/presentation';
import { type FieldIndex, type FilterField, ownFieldName, type SortKey } from '@hourglass/sweeps/filter';
import { type RunState, runStates } from '@hourglass/sweeps/run-state';
import type { RunGroup, RunQuery } from '../contract/finding.ts';
import type { Query } from '../driver/adapter.ts';
import { DbError } from '../errors.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { sharedDatasets } from '../repositories/dataset-marks.ts';
import { directionsSql, expressionsOf, parseQuery, passingRuns, requireField } from './query.ts';

/** Orders groups by the query's sort keys: a field of the groups by its value, any other by its lowest value, or by its highest if it descends. */
function groupOrder(request: GroupRequest): Prisma.Sql {
  const { by, sort, expressions, ofSort } = request;
  const parts = sort.flatMap(({ field, isDescending }, index) => {
    const direction = isDescending ? Prisma.sql`DESC NULLS LAST` : Prisma.sql`ASC NULLS LAST`;
    const shared = by.findIndex((own) => own.name === field.name);
    if (shared !== -1) return (expressions[shared] ?? []).map((expression) => Prisma.sql`${expression} ${direction}`);
    const extreme = isDescending ? Prisma.sql`MAX` : Prisma.sql`MIN`;
    return (ofSort[index] ?? []).map((expression) => Prisma.sql`${extreme}(${expression}) ${direction}`);
  });
  return Prisma.join([...parts, request.order], ', ');
}

/** The cost of each sweep's mean sample, where it has one. */
const joinMeanSamples = Prisma.sql`
  LEFT JOIN (
    SELECT "Baseline"."sweepKey", MIN("Baseline"."lastValidationCost") AS "cost"
    FROM "RunValue" AS "BaselineKind" JOIN "Run" AS "Baseline" ON "Baseline"."key" = "BaselineKind"."runKey"
    WHERE "BaselineKind"."key" = 'baseline' AND "BaselineKind"."text" = 'mean' AND "Baseline"."deletedAt" IS NULL
    GROUP BY "Baseline"."sweepKey"
  ) AS "MeanSample" ON "MeanSample"."sweepKey" = "Run"."sweepKey"`;

interface GroupRequest {
  readonly by: readonly FilterField[];
  readonly sort: readonly SortKey[];
  /** Expressions of the fields in `by` and of the sort keys. */
  readonly expressions: readonly Prisma.Sql[][];
  readonly ofSort: readonly Prisma.Sql[][];
  /** The order by the groups' values. */
  readonly order: Prisma.Sql;
}

const maxFields = 3;

/** The columns of a group: `by<n>` for every expression, counts by state, and sums over the costs that are not null. */
type GroupRow = Readonly<Record<string, number | string | null>>;

export function groupRuns(
  query: Query,
  request: RunQuery & { readonly by: readonly string[]; readonly limit: number },
  fields: FieldIndex,
) {
  if (request.by.length === 0 || request.by.length > maxFields) {
    throw new DbError('INPUT_INVALID', `by: received ${request.by.length} fields; from 1 to ${maxFields} are allowed.`);
  }
  const { filter, sort } = parseQuery(request, fields);
  const by = request.by.map((name) => requireField(name, fields));
  const { joins, expressions: all } = expressionsOf([...by, ...sort.map(({ field }) => field)]);
  const [expressions, ofSort] = [all.slice(0, by.length), all.slice(by.length)];
  const flat = expressions.flat();
  const directions = by.map((field) => ({ field, isDescending: sort.find((key) => key.field.name === field.name)?.isDescending ?? false }));
  const order = directionsSql(directions, expressions);
  // A diverged run would dominate the mean of its group.
  const cost = Prisma.sql`CASE WHEN "Run"."bestValidationCost" >= "MeanSample"."cost" THEN NULL ELSE "Run"."bestValidationCost" END`;
  // Data sets of one name can differ in content.
  const dataset = Prisma.sql`"Sweep"."dataset" || COALESCE(json_extract("Sweep"."facts", '$.contentHash'), '')`;
  const rows = query<GroupRow>(Prisma.sql`
    SELECT ${Prisma.join(
      flat.map((expression, index) => Prisma.sql`${expression} AS ${Prisma.raw(`"by${index}"`)}`),
      ', ',
    )},
           ${Prisma.join(
             runStates.map((state) => Prisma.sql`SUM("Run"."state" = ${state}) AS ${Prisma.raw(`"${state}"`)}`),
             ', ',
           )},
           COUNT(*) AS "runs", COUNT("Run"."bestValidationCost") - COUNT(${cost}) AS "excluded", COUNT(${cost}) AS "count", AVG(${cost}) AS "mean", MIN(${cost}) AS "lowest",
           SUM(${cost} * ${cost}) AS "squares",
           COUNT(DISTINCT CASE WHEN ${cost} IS NOT NULL THEN ${dataset} END) AS "datasets",
           SUM(COUNT(*)) OVER (ORDER BY ${order} ROWS UNBOUNDED PRECEDING) - COUNT(*) AS "firstRun"
    ${passingRuns(filter, Prisma.sql`${joins} ${joinMeanSamples}`)}
    GROUP BY ${Prisma.join([...flat], ', ')}
    ORDER BY ${groupOrder({ by, sort, expressions, ofSort, order })}
    LIMIT ${request.limit + 1}`);
  const widths = expressions.map((columns) => columns.length);
  const shared = by.some(isDataset) ? sharedDatasets(query) : new Set<string>();
  const groupValue = (field: FilterField, cells: readonly GroupRow[string][]) =>
    isDataset(field) ? labelOfDataset(cells, shared) : (cells.find((value) => value !== null) ?? null);
  return Object.freeze({
    groups: Object.freeze(
      rows.slice(0, request.limit).map((row) => {
        const cells = cellsOf(row, widths);
        return toGroup(
          row,
          by.map((field, index) => groupValue(field, cells[index] ?? [])),
        );
      }),
    ),
    isCut: rows.length > request.limit,
  });
}

function isDataset(field: FilterField): boolean {
  return ownFieldName(field) === 'dataset';
}

/** The values of the expressions of each field. */
function cellsOf(row: GroupRow, widths: readonly number[]): readonly (readonly GroupRow[string][])[] {
  let next = 0;
  return widths.map((width) => Array.from({ length: width }, () => row[`by${next++}`] ?? null));
}

/** The name of a data set, and its mark where others have the same name: a value for each data set. */
function labelOfDataset([name, hash]: readonly GroupRow[string][], shared: ReadonlySet<string>): string {
  const dataset = String(name);
  return datasetLabel({ dataset, datasetMark: shared.has(dataset) && hash !== null && hash !== undefined ? String(hash) : null });
}

function toGroup(row: GroupRow, values: RunGroup['values']): RunGroup {
  const amount = (name: string) => {
    const value = row[name];
    if (typeof value !== 'number') throw new TypeError(`A group has no number in the column ${name}: received ${value}.`);
    return value;
  };
  const count = amount('count');
  const datasets = amount('datasets');
  const isMixed = datasets > 1;
  const states: Partial<Record<RunState, number>> = {};
  for (const state of runStates) if (amount(state) > 0) states[state] = amount(state);
  return Object.freeze({
    values,
    runs: amount('runs'),
    firstRun: amount('firstRun'),
    states,
    costs: {
      count,
      excluded: amount('excluded'),
      datasets,
      mean: count === 0 || isMixed ? null : amount('mean'),
      // s² = (Σx² − n·mean²) / (n − 1); rounding can leave it a little below zero.
      standardDeviation:
        count < 2 || isMixed ? null : Math.sqrt(Math.max(0, amount('squares') - count * amount('mean') ** 2) / (count - 1)),
      lowest: count === 0 || isMixed ? null : amount('lowest'),
    },
  });
}
