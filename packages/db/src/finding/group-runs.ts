import type { FieldIndex } from '@hourglass/sweeps/filter';
import { type RunState, runStates } from '@hourglass/sweeps/run-state';
import type { RunGroup, RunQuery } from '../contract/finding.ts';
import type { Query } from '../driver/adapter.ts';
import { DbError } from '../errors.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { expressionsOf, orderSql, passingRuns, readQuery, requireField } from './query.ts';

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
  const { filter, sort } = readQuery(request, fields);
  const by = request.by.map((name) => requireField(name, fields));
  const { joins, expressions } = expressionsOf(by);
  const flat = expressions.flat();
  const directions = by.map((field) => ({ field, isDescending: sort.find((key) => key.field.name === field.name)?.isDescending ?? false }));
  const cost = Prisma.sql`"Run"."lastValidationCost"`;
  const rows = query<GroupRow>(Prisma.sql`
    SELECT ${Prisma.join(
      flat.map((expression, index) => Prisma.sql`${expression} AS ${Prisma.raw(`"by${index}"`)}`),
      ', ',
    )},
           ${Prisma.join(
             runStates.map((state) => Prisma.sql`SUM("Run"."state" = ${state}) AS ${Prisma.raw(`"${state}"`)}`),
             ', ',
           )},
           COUNT(*) AS "runs", COUNT(${cost}) AS "count", AVG(${cost}) AS "mean", MIN(${cost}) AS "lowest",
           SUM(${cost} * ${cost}) AS "squares"
    ${passingRuns(filter, joins)}
    GROUP BY ${Prisma.join([...flat], ', ')}
    ORDER BY ${orderSql(directions, expressions)}
    LIMIT ${request.limit + 1}`);
  const widths = expressions.map((columns) => columns.length);
  return Object.freeze({
    groups: Object.freeze(rows.slice(0, request.limit).map((row) => toGroup(row, widths))),
    isCut: rows.length > request.limit,
  });
}

function toGroup(row: GroupRow, widths: readonly number[]): RunGroup {
  const amount = (name: string) => {
    const value = row[name];
    if (typeof value !== 'number') throw new TypeError(`A group has no number in the column ${name}: received ${value}.`);
    return value;
  };
  const count = amount('count');
  const states: Partial<Record<RunState, number>> = {};
  for (const state of runStates) if (amount(state) > 0) states[state] = amount(state);
  let next = 0;
  const values = widths.map(
    (width) => Array.from({ length: width }, () => row[`by${next++}`] ?? null).find((value) => value !== null) ?? null,
  );
  return Object.freeze({
    values,
    runs: amount('runs'),
    states,
    costs: {
      count,
      mean: count === 0 ? null : amount('mean'),
      // s² = (Σx² − n·mean²) / (n − 1); rounding can leave it a little below zero.
      standardDeviation: count < 2 ? null : Math.sqrt(Math.max(0, amount('squares') - count * amount('mean') ** 2) / (count - 1)),
      lowest: count === 0 ? null : amount('lowest'),
    },
  });
}
