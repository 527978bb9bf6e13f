import { countShown, type WantedRuns } from '@hourglass/sweeps';
import { datasetFactsSchema } from '@hourglass/sweeps/dataset-facts';
import { type Ranking, rankOf } from '@hourglass/sweeps/metrics';
import { type RunState, runKinds, runStates, wantedStates } from '@hourglass/sweeps/run-state';
import { z } from 'zod';
import type { Sweep } from '../contract/sweeps.ts';
import type { Query } from '../driver/adapter.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { jsonObjectSchema, parseJson, stringsSchema } from '../json.ts';
import { datasetMarks } from './dataset-marks.ts';
import { earlierNamesakes, namesakeOf } from './namesakes.ts';
import { readRanking } from './rankings.ts';
import { parseSamplerVersion } from './sampler-version.ts';

const wantedSchema = z.enum(wantedStates);
const stateSchema = z.enum(runStates);
const kindSchema = z.enum(runKinds);

/** States in which a run's costs are its result. The costs of a failed run come from a training that went wrong. */
const statesWithResult = ['complete', 'pruned', 'stopped'] as const satisfies RunState[];

interface SweepRow {
  readonly key: number;
  readonly id: string;
  readonly name: string;
  readonly notes: string | null;
  readonly tags: string;
  readonly dataset: string;
  readonly facts: string | null;
  readonly axes: string;
  readonly ranking: string | null;
  readonly samplerVersion: number;
  readonly wanted: string;
  readonly wantedReason: string | null;
  readonly revision: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly spec: string;
  readonly specText: string | null;
}

/** Reads sweeps by key, in that order, with the counts of their runs. Executes six statements for any number of sweeps and runs. */
export function readSweeps(query: Query, keys: readonly number[]): readonly Sweep[] {
  const keysJson = JSON.stringify(keys);
  const rows = query<SweepRow>(Prisma.sql`
    SELECT "Sweep"."key", "Sweep"."id", "name", "notes", "tags", "dataset", "facts", "axes", "ranking", "samplerVersion", "wanted", "wantedReason", "Sweep"."revision",
      "Sweep"."createdAt", "updatedAt", "spec", "specText"
    FROM json_each(${keysJson}) AS "requested" CROSS JOIN "Sweep" ON "Sweep"."key" = "requested"."value"
    JOIN "SweepRevision" ON "sweepKey" = "Sweep"."key" AND "SweepRevision"."revision" = "Sweep"."revision"
    ORDER BY "requested"."key"`);
  const counts = countRuns(query, keysJson);
  const apart = wantedRuns(query, keysJson);
  const best = bestRuns(query, keysJson);
  const marks = datasetMarks(query, keysJson);
  const earlier = earlierNamesakes(query, keysJson);
  return Object.freeze(
    rows.map((row) => {
      const { runs, baselines } = counts.get(row.key) ?? none;
      const wanted = wantedSchema.parse(row.wanted);
      const ranking = readRanking(row.ranking);
      const spec = parseJson(jsonObjectSchema, row.spec);
      return Object.freeze({
        id: row.id,
        name: row.name,
        notes: row.notes,
        tags: parseJson(stringsSchema, row.tags),
        spec,
        specText: row.specText,
        revision: row.revision,
        dataset: row.dataset,
        datasetMark: marks.get(row.key) ?? null,
        namesake: namesakeOf(earlier.get(row.key), spec),
        facts: row.facts === null ? null : parseJson(datasetFactsSchema, row.facts),
        axes: parseJson(stringsSchema, row.axes),
        ranking,
        samplerVersion: parseSamplerVersion(row.samplerVersion),
        wanted,
        wantedReason: row.wantedReason,
        createdAt: row.createdAt,
        counts: runs,
        shownCounts: Object.freeze(countShown(runs, apart.get(row.key) ?? [], wanted)),
        baselines,
        best: bestOf(best.get(row.key), ranking),
        updatedAt: row.updatedAt,
      });
    }),
  );
}

interface Counts {
  readonly runs: Readonly<Record<RunState, number>>;
  readonly baselines: number;
}

const none: Counts = Object.freeze({
  runs: Object.freeze({ waiting: 0, running: 0, complete: 0, pruned: 0, failed: 0, stopped: 0 }),
  baselines: 0,
});

interface CountRow {
  readonly sweepKey: number;
  readonly kind: string;
  readonly state: string;
  readonly runs: number;
}

/** Reads only the index on (sweepKey, kind, state, deletedAt, rank). */
function countRuns(query: Query, keysJson: string): ReadonlyMap<number, Counts> {
  const rows = query<CountRow>(Prisma.sql`
    SELECT "Run"."sweepKey", "Run"."kind", "Run"."state", COUNT(*) AS "runs"
    FROM json_each(${keysJson}) AS "requested" CROSS JOIN "Run" ON "Run"."sweepKey" = "requested"."value"
    WHERE "Run"."deletedAt" IS NULL
    GROUP BY "Run"."sweepKey", "Run"."kind", "Run"."state"`);
  const counts = new Map<number, Counts>();
  for (const { sweepKey, kind, state, runs } of rows) {
    const before = counts.get(sweepKey) ?? none;
    counts.set(
      sweepKey,
      kindSchema.parse(kind) === 'baseline'
        ? { ...before, baselines: before.baselines + runs }
        : { ...before, runs: Object.freeze({ ...before.runs, [stateSchema.parse(state)]: runs }) },
    );
  }
  return counts;
}

/** Unfinished runs that are paused or stopped one by one. Seeks in the index on (state, wanted, kind, sweepKey, key). */
function wantedRuns(query: Query, keysJson: string): ReadonlyMap<number, readonly WantedRuns[]> {
  const rows = query<{ readonly sweepKey: number; readonly state: string; readonly wanted: string; readonly runs: number }>(Prisma.sql`
    SELECT "Run"."sweepKey", "Run"."state", "Run"."wanted", COUNT(*) AS "runs"
    FROM json_each(${keysJson}) AS "requested" CROSS JOIN "Run"
    WHERE "Run"."state" IN ('waiting', 'running') AND "Run"."wanted" IN ('pause', 'stop') AND "Run"."kind" = 'run'
      AND "Run"."sweepKey" = "requested"."value" AND "Run"."deletedAt" IS NULL
    GROUP BY "Run"."sweepKey", "Run"."state", "Run"."wanted"`);
  const parsed = rows.map(({ sweepKey, state, wanted, runs }) => ({
    ...{ sweepKey, state: stateSchema.parse(state), wanted: wantedSchema.parse(wanted), runs },
  }));
  return Map.groupBy(parsed, ({ sweepKey }) => sweepKey);
}

interface BestRow {
  readonly sweepKey: number;
  readonly run: string;
  readonly epoch: number;
  readonly rank: number;
  readonly validationCost: number | null;
  readonly testCost: number | null;
}

/** Seeks in the same index, whose first entry for a state is the run with the lowest rank; the oldest run wins a tie. */
function bestRuns(query: Query, keysJson: string): ReadonlyMap<number, BestRow> {
  const rows = query<BestRow>(Prisma.sql`
    WITH "Lowest" AS MATERIALIZED (
      SELECT "requested"."value" AS "sweepKey", (
        SELECT "key" FROM "Run"
        WHERE "sweepKey" = "requested"."value" AND "kind" = 'run' AND "state" = "ended"."value" AND "deletedAt" IS NULL
          AND "rank" IS NOT NULL
        ORDER BY "rank", "key" LIMIT 1
      ) AS "runKey"
      FROM json_each(${keysJson}) AS "requested" CROSS JOIN json_each(${JSON.stringify(statesWithResult)}) AS "ended"
    )
    SELECT "Lowest"."sweepKey", "Run"."id" AS "run", "Run"."bestEpoch" AS "epoch", "Run"."rank", "Run"."bestValidationCost" AS "validationCost",
      "Run"."bestTestCost" AS "testCost"
    FROM "Lowest" CROSS JOIN "Run" ON "Run"."key" = "Lowest"."runKey"
    ORDER BY "Run"."rank" DESC, "Run"."key" DESC`);
  // Rows are sorted by descending rank, so the lowest rank of each sweep overwrites the others.
  return new Map(rows.map((row) => [row.sweepKey, row]));
}

function bestOf(row: BestRow | undefined, ranking: Ranking): Sweep['best'] {
  if (row === undefined) return null;
  const { run, epoch, rank, validationCost, testCost } = row;
  return Object.freeze({ run, epoch, value: rankOf(rank, ranking), validationCostPerSample: validationCost, testCostPerSample: testCost });
}
