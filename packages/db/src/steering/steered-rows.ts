import { type RunState, runStates, type Wanted, wantedStates } from '@hourglass/sweeps/run-state';
import { z } from 'zod';
import type { Queries } from '../client.ts';
import { toMillisecondsOrNull } from '../numbers.ts';

const stateSchema = z.enum(runStates);
const wantedSchema = z.enum(wantedStates);

/** The state of a run that steering actions depend on. */
export interface SteeredRun {
  readonly key: number;
  readonly id: string;
  readonly sweepKey: number;
  readonly state: RunState;
  readonly wanted: Wanted;
  readonly step: number;
  readonly exitReason: string | null;
  readonly isDeleted: boolean;
  /** UTC milliseconds; null if it is not deleted or the deletion can't be undone. */
  readonly undoUntil: number | null;
  readonly sweepId: string;
  readonly sweepWanted: Wanted;
}

export interface SteeredSweep {
  readonly key: number;
  readonly id: string;
  readonly name: string;
  readonly wanted: Wanted;
  readonly isDeleted: boolean;
  /** UTC milliseconds; null if it is not deleted or the deletion can't be undone. */
  readonly undoUntil: number | null;
  /** Number of its runs and baselines in each state, without deleted ones. */
  readonly counts: Readonly<Record<RunState, number>>;
}

type RunRow = Omit<SteeredRun, 'isDeleted' | 'undoUntil' | 'state' | 'wanted' | 'sweepWanted'> & {
  readonly state: string;
  readonly wanted: string;
  readonly sweepWanted: string;
  readonly deletedAt: bigint | null;
  readonly undoUntil: bigint | null;
};

/** Reads runs by key, in that order, with one statement. */
export async function readSteeredRuns(queries: Queries, keys: readonly number[]): Promise<readonly SteeredRun[]> {
  const rows = await queries.$queryRaw<readonly RunRow[]>`
    SELECT "Run"."key", "Run"."id", "sweepKey", "state", "Run"."wanted", "step", "exitReason", "Run"."deletedAt", "Run"."undoUntil",
           "Sweep"."id" AS "sweepId", "Sweep"."wanted" AS "sweepWanted"
    FROM json_each(${JSON.stringify(keys)}) AS "requested"
    CROSS JOIN "Run" ON "Run"."key" = "requested"."value"
    CROSS JOIN "Sweep" ON "Sweep"."key" = "Run"."sweepKey"
    ORDER BY "requested"."key"`;
  return rows.map(({ state, wanted, sweepWanted, deletedAt, undoUntil, ...run }) => ({
    ...run,
    state: stateSchema.parse(state),
    wanted: wantedSchema.parse(wanted),
    sweepWanted: wantedSchema.parse(sweepWanted),
    isDeleted: deletedAt !== null,
    undoUntil: toMillisecondsOrNull(undoUntil),
  }));
}

interface SweepRow extends Pick<SteeredSweep, 'key' | 'id' | 'name'> {
  readonly wanted: string;
  readonly deletedAt: bigint | null;
  readonly undoUntil: bigint | null;
}

/** Reads sweeps by key, in that order, with two statements. */
export async function readSteeredSweeps(queries: Queries, keys: readonly number[]): Promise<readonly SteeredSweep[]> {
  const keysJson = JSON.stringify(keys);
  const rows = await queries.$queryRaw<readonly SweepRow[]>`
    SELECT "Sweep"."key", "Sweep"."id", "name", "wanted", "deletedAt", "undoUntil"
    FROM json_each(${keysJson}) AS "requested" CROSS JOIN "Sweep" ON "Sweep"."key" = "requested"."value"
    ORDER BY "requested"."key"`;
  const counts = await queries.$queryRaw<readonly { readonly sweepKey: number; readonly state: string; readonly runs: number | bigint }[]>`
    SELECT "sweepKey", "state", count(*) AS "runs" FROM "Run"
    WHERE "sweepKey" IN (SELECT "value" FROM json_each(${keysJson})) AND "deletedAt" IS NULL
    GROUP BY "sweepKey", "state"`;
  const bySweep = Map.groupBy(counts, ({ sweepKey }) => sweepKey);
  return rows.map(({ wanted, deletedAt, undoUntil, ...sweep }) => ({
    ...sweep,
    wanted: wantedSchema.parse(wanted),
    isDeleted: deletedAt !== null,
    undoUntil: toMillisecondsOrNull(undoUntil),
    counts: {
      ...noRuns,
      ...Object.fromEntries((bySweep.get(sweep.key) ?? []).map(({ state, runs }) => [stateSchema.parse(state), Number(runs)])),
    },
  }));
}

const noRuns = { waiting: 0, running: 0, complete: 0, pruned: 0, failed: 0, stopped: 0 } as const;
